"""Requests that nobody meant well: generated, and picked by hand."""
