"""Targets from bytes in a format of its own: archives, source maps, settings, baselines; and to formats of reports."""

import io
import os
import re
from itertools import cycle

from sup_lint.analysis.bundle.maps import map_reference
from sup_lint.analysis.sourcemap import SourceMapError, path_of, read
from sup_lint.analysis.vlq import MappingsError, original_of
from sup_lint.cli.rule_names import RuleNames
from sup_lint.config import OWN_FILE, SHARED_FILE, ConfigError, load
from sup_lint.engine.baseline.entries import BaselineError, entry_line, parse_entry
from sup_lint.engine.baseline.file import load_baseline
from sup_lint.engine.texts import with_texts
from sup_lint.model.report import Failure
from sup_lint.sources.archives import Limits, Member, members
from sup_lint.sources.files import mounted
from sup_lint.sources.reading import decode
from tests.fuzz.laws import assert_same, assert_sentence, assert_told_well
from tests.fuzz.planted import planted
from tests.reporters.inventories import full_report
from tests.trees import FakeTree

_ROOT = os.path.join(os.sep, "fuzzed")
_ARCHIVES = ("a.zip", "a.tar", "a.asar", "a.js.gz", "a.tar.gz", "a.tar.xz", "a.tar.bz2", "a.crx")
_LIMITS = Limits(member=1 << 20, total=4 << 20, members=200)
_NAMES = RuleNames()
# What a reporter may rely on: dates, codes, names of objects, what a summary counts by.
_FIXED = re.compile(r"\d{4}-\d\d-\d\dT[\d:+-]+|SUP\d{3}|[0-9a-f]{4,64}|[a-z]+(?:-[a-z]+){1,4}")


def archives(data: bytes) -> None:
    """What lies in an archive comes out within the limits, by names below it, or is a failure in words.

    The first line names the archive.
    """
    line, _, content = data.partition(b"\n")
    name = line.decode("ascii", "replace")
    name = name if name in _ARCHIVES else _ARCHIVES[len(line) % len(_ARCHIVES)]
    size = 0
    for member in members(name, io.BytesIO(content), _LIMITS):
        assert member.path.startswith(name), f"{member.path!r} is no path in the archive"
        assert member.path.isprintable(), f"{member.path!r} holds control characters"
        assert ".." not in member.path.split("/"), f"{member.path!r} leads out of the archive"
        if isinstance(member, Member):
            size += len(member.data)
        else:
            assert member.reason, "a failure gives no reason"
    assert size <= _LIMITS.total, f"{size} bytes came out"


def source_maps(data: bytes) -> None:
    """A map is refused in words, or leads from every place to one in a source."""
    text = decode(planted(data))
    map_reference(text)
    try:
        original_of(text[:2_000], 1, 5)
    except MappingsError as error:
        assert_sentence(error)
    try:
        source_map = read(text)
    except SourceMapError as error:
        assert_sentence(error)
        return
    for name, content in source_map.contents():
        assert path_of(name), "a source without a name"
        assert isinstance(content, str), "a source that is no text"
    for line in range(1, 6):
        for column in (1, 2, 7, 40, 1_000):
            place = source_map.original(line, column)
            assert place is None or (place.line >= 1 and place.column >= 1), place


def settings_files(data: bytes) -> None:
    """Settings of sup-lint's own are taken, or refused in one sentence that quotes no key."""
    data = planted(data)
    for name in (OWN_FILE, SHARED_FILE):
        try:
            load(_ROOT, explicit=None, isolated=False, rule_names=_NAMES, held={name: data}.get)
        except ConfigError as error:
            assert_sentence(error)


def baselines(data: bytes) -> None:
    """A baseline is read, or refused in one sentence that quotes no key; what was read is written as it was."""
    data = planted(data)
    with mounted(FakeTree(_ROOT, {"baseline": data})):
        try:
            baseline = load_baseline(os.path.join(_ROOT, "baseline"))
        except BaselineError as error:
            assert_sentence(error)
            return
    assert "".join(baseline.lines).encode() == data, "the lines are not all of the file"
    for entry in baseline.entries.values():
        assert parse_entry(entry_line(entry)) == entry, "an entry is not read as it was written"


def reporters(data: bytes) -> None:
    """Every format tells of findings, failures and inventories whose texts are whatever others wrote."""
    pieces = [piece for piece in decode(data)[:2_000].split("\n\n") if piece] or ["x"]
    # Bytes of file names that are no text come as lone surrogates.
    pieces += [os.fsdecode(piece) for piece in data[:500].split(b"\n\n") if piece]
    following = cycle(pieces)

    def change(text: str) -> str:
        return text if _FIXED.fullmatch(text) else next(following)

    told = with_texts(full_report(), change)
    told = told._replace(failures=(*told.failures, Failure(pieces[-1], pieces[0])))
    assert_told_well(told)
    assert_same(told, told)
