"""Whose key it is: bundles hold the clients of many vendors side by side."""

import re

from sup_lint.keys.names import HOST, is_key_name, mentions_another, mentions_vendor

_REACH = 800
_OBJECT_REACH = 600
_WORD = re.compile(r"https?:\\?/\\?/([\w.-]{3,80})(\\?/(?:api\b|v\d))?|[A-Za-z_$][\w$-]{2,60}", re.ASCII)
# What other vendors' settings have beside their key, and Supertone's has not.
_FOREIGN_SETTING = re.compile(
    r"""(?<![\w$])["']?(?:appId|applicationId|app_id|indexName|authDomain|projectId|storageBucket|measurementId|dsn"""
    r"""|subscriptionKey|publishableKey|clientId|client_id|accountSid|endpointId|deployment|siteKey|tenantId|organization|workspaceId|region)["']?\s*:"""
)


def is_anothers(text: str, position: int) -> bool:
    """Whether a key behind a neutral name at `position` belongs to another vendor.

    The object around it decides where it names one; else the vendor or host that was named last before it.
    """
    start, end = _object_around(text, position)
    inside = text[start:end]
    if inside:
        if mentions_vendor(inside) or HOST.search(inside):
            # One object for several vendors: what stands nearest before the key.
            return _last_named(text, start, position) is False if mentions_another_vendor(inside) else False
        if _FOREIGN_SETTING.search(inside) or mentions_another_vendor(inside):
            return True
    return _last_named(text, max(0, position - _REACH), position) is False


def mentions_another_vendor(text: str) -> bool:
    """Whether a short text names another vendor or a host of one."""
    return any(_is_ours(match) is False for match in _WORD.finditer(text))


def _last_named(text: str, start: int, end: int) -> bool | None:
    """Whether the vendor that is named last in a stretch of text is Supertone; None if none is."""
    found: bool | None = None
    for match in _WORD.finditer(text, start, end):
        ours = _is_ours(match)
        found = found if ours is None else ours
    return found


def _is_ours(match: re.Match[str]) -> bool | None:
    host = match[1]
    if host is not None:
        if HOST.search(host):
            return True
        # Documentation and the like stand in comments everywhere; what has a key is an API.
        is_api = match[2] or "api" in host.split(".") or mentions_another(host)
        return False if is_api and not host.startswith(("localhost", "127.")) else None
    word = match[0]
    if mentions_vendor(word) or is_key_name(word):
        return True
    return False if mentions_another(word) else None


def _object_around(text: str, position: int) -> tuple[int, int]:
    """The innermost braces around `position`, with the name in front of them; empty if they are not near."""
    depth = 0
    start = end = -1
    for place in range(position - 1, max(-1, position - _OBJECT_REACH), -1):
        character = text[place]
        if character == "}":
            depth += 1
        elif character == "{":
            if depth == 0:
                start = place
                break
            depth -= 1
    depth = 0
    for place in range(position, min(len(text), position + _OBJECT_REACH)):
        character = text[place]
        if character == "{":
            depth += 1
        elif character == "}":
            if depth == 0:
                end = place
                break
            depth -= 1
    if start < 0 or end < 0:
        return 0, 0
    name = re.compile(r"""[\w$."'-]{0,60}["']?\s?[:=(]?\s?$""", re.ASCII).search(text, max(0, start - 64), start)
    return (name.start() if name else start), end
