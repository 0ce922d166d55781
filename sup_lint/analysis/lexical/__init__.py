"""One lowering for many languages: a table of each one's words and strings, one tolerant reader for all."""
