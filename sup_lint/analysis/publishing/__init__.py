"""Which variables of a project are published, and where they are set and read."""
