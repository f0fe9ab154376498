"""Reads: one function for each page or list, returning small frozen views."""
