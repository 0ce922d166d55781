"""Records in lists: what tells them apart is called `key`, too, and opens nothing."""

import re
from collections import defaultdict

from sup_lint.analysis.settings.setting import IDENTIFIER, Setting
from sup_lint.keys.names import is_key_header, is_key_name, words_of

# What only a stored thing has: a file, an object in a bucket, an entry of a cache.
_OF_STORED = frozenset("md5 sha1 sha256 sha512 crc32 etag checksum digest mtime lastmodified last_modified".split())
# What a thing in a list has, and what it says: the settings of one provider may say as much.
_OF_LISTED = frozenset(
    """
    hash size bytes filesize file_size duration duration_ms length storageclass
    text transcript sentence line caption subtitle utterance
    """.split()
)
# What leads to a thing, if it has a file's name.
_OF_FILES = frozenset("file filename file_name filepath file_path path url uri src source href audio output".split())
_FILE = re.compile(
    r"[^\s?#]{0,400}\.(?:wav|mp3|ogg|opus|flac|m4a|aac|webm|mp4|pcm|txt|srt|vtt|lrc|json|png|jpe?g|zip|bin)(?:[?#]|$)",
    re.IGNORECASE,
)
_BARE = ("key",)


def with_identifiers(settings: list[Setting]) -> list[Setting]:
    """The settings, the `key` of a record marked as its identifier: beside a digest or a size, in a list beside a file.

    Where something beside it says that it is a Supertone key, it stays one.
    """
    records: dict[int, list[Setting]] = defaultdict(list)
    for setting in settings:
        if setting.path and words_of(setting.name) == _BARE and not setting.encoding:
            records[setting.mapping] = []
    if not records:
        return settings
    siblings: dict[tuple[tuple[int, ...], int], set[int]] = defaultdict(set)
    for setting in settings:
        if setting.mapping in records:
            records[setting.mapping].append(setting)
            siblings[setting.within[:-1], len(setting.path)].add(setting.mapping)
    marked = {
        number
        for number, members in records.items()
        if number and _is_record(members, is_listed=_is_listed(members[0], siblings))
    }
    return [
        each._replace(encoding=IDENTIFIER)
        if each.mapping in marked and words_of(each.name) == _BARE and not each.encoding
        else each
        for each in settings
    ]


def _is_listed(member: Setting, siblings: dict[tuple[tuple[int, ...], int], set[int]]) -> bool:
    """Whether the mapping of a member is an item of a list, or one of several alike."""
    # A list has a number, but adds no name to the path.
    return len(member.within) > len(member.path) or len(siblings[member.within[:-1], len(member.path)]) > 1


def _is_record(members: list[Setting], *, is_listed: bool) -> bool:
    if any(is_key_name(each.value) or is_key_header(each.value) for each in members if len(each.value) <= 100):
        return False
    names = {each.name.lower() for each in members}
    if not _OF_STORED.isdisjoint(names):
        return True
    is_file = any(each.name.lower() in _OF_FILES and _FILE.match(each.value) for each in members)
    return is_listed and (is_file or not _OF_LISTED.isdisjoint(names))
