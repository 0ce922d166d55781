"""From text to meaning: the program model, its lowerings, and the data flow over it."""
