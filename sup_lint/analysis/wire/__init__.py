"""Switches that print headers or local variables, and so the key: one module for each family of them."""
