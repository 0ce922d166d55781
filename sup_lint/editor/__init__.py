"""A server for editors, over the language server protocol: what is found, as it is typed. The only user of pygls."""
