"""A static security linter for code that calls the Supertone text-to-speech API."""
