"""The places of a program where a Supertone key belongs, and what stands there."""
