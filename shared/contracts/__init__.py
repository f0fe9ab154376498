"""What the services say to each other. Data only: no database, no broker, no wall clock."""
