"""What servers hand out with the key in it: pages, and folders as they are; and to whom."""
