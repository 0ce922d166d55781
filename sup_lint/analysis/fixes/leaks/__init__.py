"""Fixes where a key or its headers go: logs, exceptions, redactions, URLs, CORS. They change what the program does."""
