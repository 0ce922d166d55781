"""Wildcards of .gitignore patterns as regular expressions, whose time does not explode."""

import re

_POSIX_CLASSES = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "blank": " \\t",
    "cntrl": "\\x00-\\x1f\\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": "!-/:-@\\[-`{-~",
    "space": " \\t-\\r",
    "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}
# Ends the name of a directory that a pattern is compared with. No slash, or `a/*` would match `a`.
DIRECTORY = "\0"
_CHARACTER = "[^/\0]"
_SPECIAL = frozenset("*?[\\")


def translate(pattern: str) -> str | None:
    """Turn a pattern into a regular expression; None if it can match nothing.

    What stands between two stars may settle at its first place, since the star after it takes whatever
    follows. Atomic groups (`(?>…)`) say so; without them a hostile pattern with many stars would run for
    ever.
    """
    done: list[str] = []  # all up to the last `**/`
    across = ""  # the last `**/`
    level: list[str] = []  # what stands after it, up to the last `*`
    star = ""  # the last `*`
    part: list[str] = []  # what stands after that
    at, length = 0, len(pattern)

    def settle() -> None:
        nonlocal part
        text = "".join(part)
        level.append(f"(?>{star}{text})" if star else text)
        part = []

    while at < length:
        character = pattern[at]
        at += 1
        if character == "*":
            begin = at - 1
            while at < length and pattern[at] == "*":
                at += 1
            # Two stars cross folders where they stand for whole ones; git compares what is literal by itself
            # before, and so takes those behind it for such.
            whole = pattern[begin - 1] == "/" or not _SPECIAL.intersection(pattern[:begin])
            double = whole and at - begin >= 2
            settle()
            if double and at == length:
                star = ".*"
            elif double and pattern[at] == "/":
                at += 1
                segment = "".join(level)
                done.append(f"(?>{across}{segment})" if across else segment)
                level, star, across = [], "", "(?:.*?/)??"
            else:
                star = f"{_CHARACTER}*?"
        elif character == "?":
            part.append(_CHARACTER)
        elif character == "[":
            found = _bracket(pattern, at)
            if found is None:
                return None
            expression, at = found
            part.append(expression)
        elif character == "\\":
            if at == length:
                return None
            part.append(re.escape(pattern[at]))
            at += 1
        else:
            part.append(re.escape(character))
    return "".join((*done, across, *level, star, *part))


def _bracket(pattern: str, at: int) -> tuple[str, int] | None:
    """Translate the bracket expression whose `[` stands before `at`; give it and the place after it."""
    negated = pattern[at : at + 1] in ("!", "^")
    at += negated
    first, items, length = at, [], len(pattern)
    while at < length and (pattern[at] != "]" or at == first):
        if pattern.startswith("[:", at) and (end := pattern.find(":]", at + 2)) > 0:
            if pattern[at + 2 : end] not in _POSIX_CLASSES:
                return None
            items.append(_POSIX_CLASSES[pattern[at + 2 : end]])
            at = end + 2
            continue
        at += pattern[at] == "\\"
        low = high = pattern[at : at + 1]
        at += 1
        if pattern.startswith("-", at) and at + 1 < length and pattern[at + 1] != "]":
            at += 1
            at += pattern[at] == "\\"
            high = pattern[at : at + 1]
            at += 1
        # A range that runs backwards holds its first character all the same.
        items.append(f"{re.escape(low)}-{re.escape(high)}" if low < high else re.escape(low))
    if at >= length:
        return None
    return f"(?![/\0])[{'^' if negated else ''}{''.join(items)}]", at + 1
