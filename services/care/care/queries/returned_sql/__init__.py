"""What the monthly return counts, one query for each table."""
