"""Built output: minified code, source maps and binaries, read as text without a parser."""
