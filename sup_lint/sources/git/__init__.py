"""Git as a source: the one way of running it, its objects, its index, its history."""
