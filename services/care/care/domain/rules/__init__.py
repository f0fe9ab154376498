"""Lengths, settings and reference lists of the care contract, as data with source and confidence."""
