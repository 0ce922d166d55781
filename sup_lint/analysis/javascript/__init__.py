"""From JavaScript and TypeScript source, also within HTML and component files, to programs."""
