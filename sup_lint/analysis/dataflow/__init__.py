"""One engine over the program model: what values can an expression hold, and where do they come from."""
