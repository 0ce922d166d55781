"""`python -m sup_lint` is the same as `sup-lint`."""

from sup_lint.cli.main import main

main()
