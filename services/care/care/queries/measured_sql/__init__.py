"""What is counted, one query for each measure."""
