"""The scan of a whole repository: its tree, its history, its services, and what the checklist says of them."""
