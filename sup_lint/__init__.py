"""A static security linter for code that calls the Supertone text-to-speech API."""

__version__ = "0.1.0"
