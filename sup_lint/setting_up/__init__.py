"""What `sup-lint init` sets up in a repository: one module per thing that it brings in."""
