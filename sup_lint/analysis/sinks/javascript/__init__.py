"""Where JavaScript and TypeScript write what people read."""
