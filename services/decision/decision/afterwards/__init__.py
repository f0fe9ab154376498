"""What can be done about a case once it has been decided. Commands, an act to a module."""
