"""What the value of a key's setting says: the key itself, or where it is taken from."""

import re

from sup_lint.analysis.services.use import Identity
from sup_lint.keys.formats import is_key_in_certain_place, is_reference, strip_scheme
from sup_lint.keys.names import is_key_name

_SECRET = re.compile(r"\$\{\{\s{0,8}(secrets|vars)\.([A-Za-z_]\w{0,200})\s{0,8}(?:\}\}|\|\|)")
_VARIABLE = re.compile(r"\$(?:\{([A-Za-z_]\w{0,200})(?:\}|:?[-?+=][^{}]{0,400}\})|([A-Za-z_]\w{0,200})$)")
# A variable that each place of use is given by itself.
_OWN = re.compile(r"\$\{(?:env|opt|self|input):")


def taken_from(value: str, name: str, scope: str) -> Identity | None:
    """What a value is, or refers to; None for a placeholder, or a template that says nothing.

    `name` is the setting's, `scope` what variables and secrets of this file have a meaning in.
    """
    text = value.strip().strip("\"'").strip()
    if not text or len(text) > 1000:
        return None
    if (secret := _SECRET.match(text)) is not None:
        return ("secret", f"{secret[1]}.{secret[2]}", scope)
    if (variable := _VARIABLE.fullmatch(text)) is not None:
        return ("variable", variable[1] or variable[2], scope)
    if "{{" in text or _OWN.match(text):
        return None
    if is_key_in_certain_place(text, name=name):
        return ("value", strip_scheme(text))
    return ("secret", text, "") if _is_address(text) else None


def _is_address(text: str) -> bool:
    """Whether a reference says by itself where a secret lies, wherever it is read."""
    return is_reference(text) and re.search(r"[/:]", text) is not None and not text.startswith(("/run/", "./", "~"))


def names_key(name: str, value: str) -> bool:
    """Whether a setting is the key's, by its own name or by that of what it refers to."""
    if is_key_name(name):
        return not name.lower().endswith(("_file", "_path"))
    found = _SECRET.match(value.strip()) or _VARIABLE.fullmatch(value.strip())
    return found is not None and is_key_name(found[2] or found[1] or "")
