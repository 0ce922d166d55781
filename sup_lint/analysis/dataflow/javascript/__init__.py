"""What the data flow itself must answer of JavaScript: callbacks, promises, binding, objects as text."""
