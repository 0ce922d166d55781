"""The key and the clients: which files are shipped to them, what they send, and what servers hand out to them."""
