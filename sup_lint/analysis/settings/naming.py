"""Names that a file gives to a value beside it: `name: SUPERTONE_API_KEY` with `value: …`, options in a list."""

import functools
import re
from collections import defaultdict
from collections.abc import Iterator

from sup_lint.analysis.settings.setting import Setting
from sup_lint.keys.names import (
    HOST,
    PACKAGE,
    is_key_header,
    is_key_name,
    is_neutral_name,
    mentions_another,
    mentions_vendor,
    words_of,
)
from sup_lint.keys.schemes import is_anothers_scheme


def _table(words: str) -> frozenset[str]:
    return frozenset(words.split())


# What holds a value, in lower case.
VALUES = _table(
    """
    value val default defaultvalue default_value parametervalue initialvalue currentvalue initial current v content
    example text equalto equal_to plaintext plain_text literal secretstring secret_string string_value stringvalue
    simplevalue simple_value valuevalue secret data matches contains exact pattern
    """
)
# What may name it, the more telling first.
_NAMING = "name key variable header keyvalue parameterkey param parameter env env_name k field id title".split()
# What people are told that a value is, such as the label of a field: it counts only as a name of the key.
_TELLING = ("description", "label", "placeholder", "prompt", "tooltip")
# What may hold the key where a sibling names it beyond doubt: {"name": "SUPERTONE_API_KEY", "key": …}
_HOLDING = VALUES | {"key", "token", "secret", "password", "api_key", "apikey"}
# What may stand between a name and its value in the description of an API.
_CARRYING = _table("schema values default value")
# What says whose the settings beside it and below are: by its value, by a title, by a program, or by a host.
_OWNERS = _table(
    "provider vendor service engine type backend platform integration tts_provider driver adapter source company app "
    "product site website"
)
# The surest of them: a title beside another vendor here is only what somebody calls it.
_VENDORS = _table("provider vendor engine tts_provider driver adapter company")
_TITLES = _table("name id title label display_name displayname slug profile")
_ARGUMENTS = _table("args arguments command cmd")
_COMMANDS = _table("command image package module entrypoint")
# Of a pipeline: a step that others wrote, codecov/codecov-action@v4 or Cache@2. What it is given is theirs.
_STEPS = _table("uses task pipe")
_STEP = re.compile(r"(?:[\w.-]+://)?[\w.-]+/[\w./-]+(?:[@:][\w./-]+)?|\w+@[0-9.]+")
_HOSTS = _table(
    "url uri base_url baseurl host hostname endpoint api_base apibase server base api_url apiurl serverurl server_url "
    "origin domain"
)
# At the root these name the whole project.
_OF_PROJECT = _table("service type app product source site")
_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]{1,20}://)?(?:[^/\s@]{1,200}@)?([A-Za-z0-9.-]{1,253})")
# A machine of one's own, which hands a key on.
_OWN_HOST = re.compile(r"^[0-9.]+$|localhost|\.(?:local|internal|lan|svc|test)(?:\.|$)")
# Stands in a path for the owner of a host that nobody knows: what stands right beside it is that host's.
STRANGER = "(another)"
# Stands there for the owner of a step that others wrote: everything below it is theirs.
FOREIGN = "(foreign)"
_MOST_WORDS = 4
_PROGRAM = re.compile(r"[A-Za-z][\w-]{1,60}")
_OPTION = re.compile(r"--?(?P<name>[A-Za-z][\w.-]{0,100})(?:=(?P<value>[^\r\n]+))?")
_ASSIGNMENT = re.compile(
    r"(?:export\s{1,4}|set\s{1,4})?(?P<name>[A-Za-z_][\w.-]{1,100})(?:=|:[ ]{0,4})"
    r"(?P<quote>[\"']?)(?P<value>[^\r\n\"']{8,600})(?P=quote)"
)


def named(settings: list[Setting]) -> list[Setting]:
    """The settings, each under all the names that the file gives it."""
    mappings: dict[int, list[Setting]] = defaultdict(list)
    lists: dict[int, list[Setting]] = defaultdict(list)
    for setting in settings:
        if setting.within:
            mappings[setting.mapping].append(setting)
    for number, members in list(mappings.items()):
        path = members[0].path
        if members[1].path == path if len(members) > 1 else _plain(members[0].name) == "args":
            lists[number] = mappings.pop(number)
    names = {number: name for number, members in mappings.items() if (name := _name_given(members))}
    owners: dict[int, tuple[int, str]] = {}
    for number, members in mappings.items():
        owner = _owner(members)
        if owner:
            depth = len(members[0].path) - 1
            owners[number] = (depth, owner)
            if depth and members[0].path[-2] == "metadata" and len(members[0].within) > 1:
                owners[members[0].within[-2]] = (depth - 1, owner)  # of an object of Kubernetes
    for number, members in lists.items():
        owner = _owner_of_list(members)
        if owner:
            owners[number] = (len(members[0].path), owner)
            within, path = members[0].within, members[0].path
            if len(within) > 1 and _plain(members[0].name) in _ARGUMENTS:
                owners.setdefault(within[-2], (len(path) - 1, owner))  # what is started gets the environment beside it
    found: list[Setting] = []
    following = dict(_options(lists))
    pairs = dict(_pairs(settings, names)) if names else {}
    for setting in settings:
        option = following.get(setting)
        path = setting.path
        if option:
            path = (*path, option)
        elif names:
            path = pairs.get(setting) or _with_name(setting, names)
        owned = _with_owners(setting, path, owners) if owners else path
        whole = setting if owned is setting.path else setting._replace(path=owned)
        found.append(whole)
        found += _assigned(whole)
    return found


@functools.lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    return name.rpartition(":")[2].rpartition(".")[2].replace("-", "_").lower()


def _name_given(members: list[Setting]) -> str:
    """What the members of a mapping say is the name of the value among them."""
    by_name = {_plain(each.name): each for each in reversed(members)}
    given = [by_name[name].value for name in _NAMING if name in by_name and len(by_name[name].value) <= 200]
    told = [by_name[name].value for name in _TELLING if name in by_name]
    for value in (*given, *told):
        # The look for three letters spares most values to be taken apart.
        if "sup" in value.lower() and (is_key_name(value) or is_key_header(value)):
            return value
    return given[0] if given and not VALUES.isdisjoint(by_name) else ""


def _with_name(setting: Setting, names: dict[int, str]) -> tuple[str, ...]:
    path = setting.path
    number = setting.mapping
    name = names.get(number, "")
    if not name and len(setting.within) > 1 and path[-2:-1] and _plain(path[-2]) in _CARRYING:
        name = names.get(setting.within[-2], "")
    if not name or setting.value == name or not path:
        return path
    if len(path) > 1 and is_key_name(path[-2]) and not is_key_name(name):
        return path  # what is around it says more: resource "…" "supertone_api_key" { name = "/tts", value = … }
    holding = _HOLDING if is_key_name(name) or is_key_header(name) else VALUES
    return (*path[:-1], name) if _plain(path[-1]) in holding else path


def _pairs(settings: list[Setting], names: dict[int, str]) -> Iterator[tuple[Setting, tuple[str, ...]]]:
    """Values in a list of pairs that make up a mapping: [{key: key, value: x-sup-api-key}, {key: value, value: …}]."""
    lists: dict[int, list[tuple[Setting, tuple[str, ...]]]] = defaultdict(list)
    for setting in settings:
        if names.get(setting.mapping) and len(setting.within) > 1:
            path = _with_name(setting, names)
            if path is not setting.path:
                lists[setting.within[-2]].append((setting, path))
    for members in lists.values():
        name = _name_given([setting._replace(path=path) for setting, path in members])
        if is_key_name(name) or is_key_header(name):
            yield from ((setting, (*path, name)) for setting, path in members if _plain(path[-1]) in VALUES)


def _owner(members: list[Setting]) -> str:
    """Whose a mapping is, as its members say: the vendor's name, another's, STRANGER, or nobody's."""
    by_name = {_plain(each.name): each.value for each in reversed(members)}
    is_root = len(members[0].within) == 1
    owners: list[str] = []
    is_anothers = any(
        name in _VENDORS and len(value) <= 300 and mentions_another(value) and not mentions_vendor(value)
        for name, value in by_name.items()
    )
    for name, value in by_name.items():
        if len(value) > 300 or (is_root and name in _OF_PROJECT):
            continue
        if name in _HOSTS:
            owners.append(_owner_of_host(value))
        elif name in _OWNERS or (name in _TITLES and not is_root and not is_anothers):
            vendor = _vendor(value)
            owners.append(vendor if not vendor or _is_title_of_vendor(value) else _program_of_vendor(value))
        elif name in _COMMANDS and " " not in value:
            owners.append(_vendor(value))
        elif name in _STEPS:
            owners.append(_owner_of_step(value))
    is_vendors = mentions_vendor(".".join(members[0].path[-2:-1]))
    if not is_root and not is_vendors and is_anothers_scheme(each.name for each in members):
        owners.append(STRANGER)
    told = [owner for owner in owners if owner and owner != STRANGER]
    return PACKAGE if PACKAGE in told else next(iter(told), STRANGER if STRANGER in owners else "")


def _owner_of_step(value: str) -> str:
    """Whose a step of a pipeline is by its address; nobody's if it lies in the repository itself."""
    if mentions_vendor(value):
        return PACKAGE
    return FOREIGN if _STEP.fullmatch(value) and not value.startswith(".") else ""


def _is_title_of_vendor(value: str) -> bool:
    """Whether a title is a vendor's name with nothing of weight beside it: `supertone-tts`, not `supertone cache`."""
    words = words_of(value)
    return len(words) <= _MOST_WORDS and all(is_neutral_name(f"{word} key") or _vendor(word) for word in words)


def _program_of_vendor(value: str) -> str:
    """The name of a program that begins with the vendor's: supertone-context. What such a name claims is judged there.

    Empty for what is no such name.
    """
    words = words_of(value)
    is_name = _PROGRAM.fullmatch(value) is not None and len(words) <= _MOST_WORDS and words[:1] == (PACKAGE,)
    return value if is_name and not mentions_another(value) else ""


def _owner_of_host(value: str) -> str:
    if HOST.search(value):
        return PACKAGE
    host = _HOST.match(value)
    if host is None or "." not in host[1]:
        return ""
    if mentions_another(host[1]):
        return host[1]
    return STRANGER if "://" in host[0] and not _OWN_HOST.search(host[1]) else ""


def _vendor(value: str) -> str:
    if mentions_vendor(value):
        return PACKAGE
    return value if mentions_another(value) else ""


def _owner_of_list(members: list[Setting]) -> str:
    """Whose program a list of arguments starts: npx -y supertone-mcp --api-key …"""
    for each in members:
        if len(each.value) <= 200 and not each.value.startswith("-") and re.fullmatch(r"[\w@/.:-]+", each.value):
            if mentions_vendor(each.value) and not is_key_name(each.value):
                return PACKAGE
            if mentions_another(each.value) and not is_key_name(each.value):
                return each.value
    return ""


def _with_owners(setting: Setting, path: tuple[str, ...], owners: dict[int, tuple[int, str]]) -> tuple[str, ...]:
    for number in reversed(setting.within):  # from the inside out, so that places further out stay what they are
        if number in owners and (owners[number][1] != STRANGER or number == setting.mapping):
            place, owner = owners[number]
            path = (*path[:place], owner, *path[place:])
    return path


def _options(lists: dict[int, list[Setting]]) -> Iterator[tuple[Setting, str]]:
    """What follows an option in a list of arguments, and the option's name."""
    for members in lists.values():
        for index in range(len(members) - 1):
            option = _OPTION.fullmatch(members[index].value)
            following = members[index + 1]
            if option is not None and option["value"] is None and not following.value.startswith("-"):
                yield following, option["name"]


def _assigned(setting: Setting) -> Iterator[Setting]:
    """What a value assigns itself: `SUPERTONE_API_KEY=…`, `x-sup-api-key: …`, `--api-key=…`."""
    value = setting.value
    if len(value) > 700 or setting.encoding or "\n" in value:
        return
    match = _OPTION.fullmatch(value) if value.startswith("-") else _ASSIGNMENT.fullmatch(value)
    if match is None or match["value"] is None:
        return
    name = match["name"]
    if not (is_key_name(name) or is_key_header(name) or is_neutral_name(name)):
        return
    is_spelled = setting.end - setting.start == len(value)
    start, end = match.span("value") if is_spelled else (0, setting.end - setting.start)
    yield setting._replace(
        path=(*setting.path, name), value=match["value"], start=setting.start + start, end=setting.start + end
    )
