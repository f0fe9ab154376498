"""What the system stands on when it runs on one machine: PostgreSQL, Kafka, sign-in, child processes."""
