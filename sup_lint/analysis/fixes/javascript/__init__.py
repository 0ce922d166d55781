"""Fixes of literal keys in JavaScript and TypeScript."""
