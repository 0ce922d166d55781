"""What a Supertone key is: rules, the prefilter and plugins ask here. Standard library only."""
