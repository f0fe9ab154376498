"""Rows that more than one count begins with, each named as its file is."""
