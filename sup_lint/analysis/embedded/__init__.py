"""Source within files of another kind: cells of notebooks, fenced code of documents, text of pages."""
