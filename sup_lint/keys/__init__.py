"""What a Supertone key is. Every rule, the prefilter and other tools' plugins ask here. Standard library only."""
