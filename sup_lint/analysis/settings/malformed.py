"""What a reader of settings raises for text that is not quite in its format."""

_TEMPLATE_MARKS = ("{{", "{%", "<%", "%{ ", "%{~")


class MalformedError(Exception):
    """The text is no good JSON, YAML, …; the message says why in a few words, without quoting it.

    A reader raises it last: what settings the text seems to have were given before.
    """


def is_template(text: str) -> bool:
    """Whether text is made into settings by a program: Helm, Jinja, ERB and the like."""
    return any(mark in text for mark in _TEMPLATE_MARKS)
