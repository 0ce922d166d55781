"""Files of settings as rows of names and values, each where it stands."""
