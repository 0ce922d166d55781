"""The requests with the key that clients send, and where their key comes from."""
