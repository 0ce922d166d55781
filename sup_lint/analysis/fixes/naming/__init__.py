"""Which variable of the environment a key shall come from."""
