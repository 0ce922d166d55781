"""From paths to a report: which files, how deep to look, what is suppressed."""
