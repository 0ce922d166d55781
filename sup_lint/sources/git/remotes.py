"""Addresses that git can clone: how they are told from paths, and how they may be shown."""

import re
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

_URL = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?:(?P<user_info>[^/?#]*)@)?(?P<rest>.*)", re.DOTALL)
# As ssh takes it: user@host:path.
_SHORT = re.compile(r"(?P<user>[^\s/:@]+)@(?P<rest>[^\s/:@]+:.+)", re.DOTALL)
_HOST = re.compile(r"(?:[\w.~%-]*|\[[0-9A-Fa-f:.%]*\])(?::\d*)?")
_HTTP = frozenset({"http", "https"})


@dataclass(frozen=True, slots=True)
class Remote:
    """A repository elsewhere.

    `name` is its address as it may be shown: without a user, a password or a query. `url` is what git is called with;
    for http and https it has no user and no password either: these are handed to git on another way. Only `name` is in
    the representation, which ends up in other programs' logs.
    """

    name: str
    url: str = field(repr=False)
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    def without_secrets(self, text: str) -> str:
        """The text with all that must not be shown taken out; git repeats addresses in what it complains of."""
        text = text.replace(self.url, self.name)
        for secret in (self.password, quote(self.password, safe=""), self.url.partition("?")[2]):
            if secret:
                text = text.replace(secret, "***")
        if self.password:
            for user in {self.user, quote(self.user, safe="")} - {""}:
                text = text.replace(f"{user}:", "***:").replace(f"'{user}'", "'***'")
        return re.sub(r"(://)[^\s/@']+@", r"\1", text)


def remote(text: str) -> Remote | None:
    """What `text` stands for if it reads like an address: a URL, or `user@host:path`. None for a path."""
    if short := _SHORT.fullmatch(text):
        return Remote(short["rest"], text)
    parts = _URL.fullmatch(text)
    if parts is None:
        return None
    scheme, user_info, rest = parts["scheme"].lower(), parts["user_info"] or "", parts["rest"]
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    if "@" in rest and _HOST.fullmatch(host) is None:
        # A password with a slash in it: the address is wrong, but nothing of it may show.
        user_info, _, rest = f"{user_info}@{rest}".rpartition("@")
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    rest = host.lower() + rest[len(host) :]
    user, _, password = user_info.partition(":")
    name = f"{scheme}://{re.split('[?#]', rest, maxsplit=1)[0]}"
    if scheme in _HTTP:
        return Remote(name, f"{scheme}://{rest}", unquote(user), unquote(password))
    is_ssh = scheme == "ssh" or scheme.endswith("+ssh")
    return Remote(name, f"{scheme}://{user}@{rest}" if user and is_ssh else f"{scheme}://{rest}")
