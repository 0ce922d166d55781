"""Is a file shipped to clients, and why?"""
