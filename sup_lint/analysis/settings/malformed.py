"""What a reader of settings raises for text that is not quite in its format."""


class MalformedError(Exception):
    """The text is no good JSON, YAML, …; the message says why in a few words, without quoting it.

    A reader raises it last: what settings the text seems to have were given before.
    """
