"""Lists, filters and scrubbers that hide credentials, and whether they hide the Supertone key, too."""
