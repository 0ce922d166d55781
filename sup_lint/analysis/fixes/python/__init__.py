"""Fixes of literal keys in Python."""
