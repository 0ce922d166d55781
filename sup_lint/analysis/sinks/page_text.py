"""Texts that make up pages: HTML that a program puts together, and templates by their names."""

import re
from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.program import Node, walk
from sup_lint.analysis.sinks.sink import Sink, Written

KIND = "client"
MARKUP = "a page's HTML"
_MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|script|meta|input|div|span|button|iframe|form|textarea|p|h[1-6]|a|audio)\b",
    re.IGNORECASE,
)
_MAIL = re.compile(r"(?:^|[/_\-.])(?:e?mails?|newsletter|invoice|notifications?)(?:[/_\-.]|$)", re.IGNORECASE)
_NOT_A_PAGE = (".txt", ".conf", ".cfg", ".ini", ".yml", ".yaml", ".sh", ".env", ".eml", ".toml", ".service", ".sql")


def is_for_mail(call: model.Call) -> bool:
    """Whether a template that a call fills is a mail's, or no page's at all, by its name."""
    for argument in call.arguments[:3]:
        text = argument.value.value if isinstance(argument.value, model.Literal) else None
        if isinstance(text, str) and "\n" not in text and "<" not in text:
            if is_mail_name(text):
                return True
            if text.lower().removesuffix(".j2").removesuffix(".jinja2").removesuffix(".jinja").endswith(_NOT_A_PAGE):
                return True
    return False


def markup(node: model.Join) -> Iterator[Sink]:
    """HTML or a script that is put together in the program: `f"<script>const KEY = '{key}'</script>"`."""
    texts = "".join(
        str(part.value) for part in (*node.parts, *_inner(node)) if isinstance(part, model.Literal) and part.value
    )
    if not _MARKUP.search(texts):
        return
    written = tuple(Written(part) for part in node.parts if not isinstance(part, model.Literal))
    if written:
        yield Sink(node, MARKUP, KIND, written)


def is_mail_name(path: str) -> bool:
    """Whether a template's name or path says that it is a mail's: `mail/welcome.html`."""
    return ("." in path or "/" in path) and _MAIL.search(path) is not None


def is_markup(text: str) -> bool:
    """Whether a text has an element of HTML in it."""
    return _MARKUP.search(text) is not None


def _inner(node: model.Join) -> list[Node]:
    """The literals of joins within a join: of `"<p>" + name + "</p>"` each sum is one."""
    return [each for each in walk(node.parts) if isinstance(each, model.Literal) and isinstance(each.value, str)]
