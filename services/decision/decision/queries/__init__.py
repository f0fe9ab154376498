"""Reads: one function for each page, and frozen views that hold nothing else."""
