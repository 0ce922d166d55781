"""Where the key goes: sources, what shows of it, and the sinks that it reaches.

The same evaluator that finds literals runs once more, with a stand-in for the key at every source. Whatever the code
does to the key, it does to the stand-in, so that a sink needs only to be asked how much of it is left.
"""
