"""The environment file: that git ignores it, and that an example of it tells which variables there are."""

from collections.abc import Iterator

from sup_lint.keys.names import is_key_name
from sup_lint.setting_up.change import Advice, Change, with_lines
from sup_lint.setting_up.place import Place

_IGNORE = ".gitignore"
_EXAMPLE = ".env.example"
_EXAMPLES = (_EXAMPLE, ".env.sample", ".env.template", ".env.dist", "env.example", "example.env", ".env.defaults")
# What only one machine knows. Files such as .env.production are often meant to be committed, without keys.
_SECRET = {".env": ".env", ".env.local": ".env.local", ".env.development.local": ".env.*.local"}


def gitignore(place: Place) -> Iterator[Change | Advice]:
    """Yield the change by which git ignores the files that hold keys on a machine; nothing if it does."""
    text = place.text(_IGNORE)
    there = {line.strip() for line in (text or "").splitlines()}
    missing = [
        pattern
        for name, pattern in _SECRET.items()
        if not (place.is_ignored(name) if place.has_git else pattern in there)
    ]
    examples = [name for name in _EXAMPLES if name in place.names(".")] or [_EXAMPLE]
    missing += [f"!{name}" for name in examples if place.is_left_out(name)]
    if missing:
        yield Change(_IGNORE, text, with_lines(text, missing))


def example(place: Place) -> Iterator[Change | Advice]:
    """Yield the change by which a file of examples names the key's variable; nothing if one does."""
    texts = {name: place.text(name) for name in _EXAMPLES}
    for text in texts.values():
        names = (line.removeprefix("export ").partition("=")[0].strip() for line in (text or "").splitlines())
        if any(is_key_name(name) for name in names):
            return
    name = next((name for name, text in texts.items() if text is not None), _EXAMPLE)
    yield Change(name, texts[name], with_lines(texts[name], [f"{place.variable()}="]))
