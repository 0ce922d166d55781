"""Files of the web: pages, their scripts, and apps in JavaScript and TypeScript."""
