"""The calendars that ship with the product, one file for each nation. Later ones come from the database."""
