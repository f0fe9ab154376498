"""What a person in support is paid, from which day, and why: amounts are exact and in pounds."""
