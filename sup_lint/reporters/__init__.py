"""One file per output format, one function per file."""
