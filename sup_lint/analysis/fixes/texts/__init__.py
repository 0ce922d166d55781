"""Fixes in what is read as text: commands of a shell, documents, remarks."""
