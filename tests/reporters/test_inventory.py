"""The pages of a scan at a terminal."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from sup_lint.engine.wording import refs_of
from sup_lint.model.inventory import MESSAGE, Direction, Inventory, KeyRecord, RepositoryRecord, Service
from sup_lint.model.report import Report
from sup_lint.reporters.concise import render as render_concise
from sup_lint.reporters.glyphs import cells, visible
from sup_lint.reporters.pretty import render
from tests.reporters.inventories import (
    ACCEPTED,
    FINDINGS,
    IN_HISTORY,
    IN_TREE,
    SERVICES,
    change,
    exposure,
    full_report,
    key,
    place,
    report,
)

DAYS = ("2026-01-01", "2026-02-01")
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def rendered(told: Report, *, color: bool = False, width: int = 80, encoding: str = "utf-8") -> str:
    data = io.BytesIO()
    out = io.TextIOWrapper(data, encoding=encoding, newline="\n")
    render(told, out, color=color, width=width)
    out.flush()
    return data.getvalue().decode(encoding)


def test_the_checklist_says_verdict_evidence_and_next_step() -> None:
    text = rendered(report(replace(FINDINGS[0], key=None), services=SERVICES))
    assert (
        text[text.index("Checklist\n") :]
        == f"""\
Checklist
{"─" * 80}
  narration: the files and 5,000 commits with 14,210 file versions on 23 refs.

  ✓ PASS     Never embed keys in client-side code
             3 files shipped to clients, which concern Supertone: no key in
             them, and no way for one to get there.
             Next: Run `sup-lint bundle` on each build before it is shipped.

  ✗ FAIL     Keep keys in environment variables; never commit or log them
             1 finding of hardcoded-key (SUP101): app/tts.py:4.
             Next: Read the key from SUPERTONE_API_KEY or a secret manager, take
                   it out of the files and logs, and rotate each key that was
                   committed or logged.

  ✓ PASS     Rotate keys, at once on suspicion
             No key was ever exposed in 5,000 commits (14,210 file versions).
             Next: Rotate on a schedule all the same; when a key was issued is
                   known to the console alone.

  ✓ PASS     Scope keys by service
             3 services take their keys from 2 places: api, narrator and worker.
             Next: Keep a list of which service has which key; an account can
                   hold three active ones.

"""
    )


def test_a_key_is_one_row() -> None:
    text = rendered(report(keys=(IN_TREE, IN_HISTORY)))
    assert (
        """
  3f… 12340000  in app/tts.py:4 (SUP101) and src/settings.js:1 (SUP201)
                2025-11-03 97b5d3f100 to 2026-01-20 2f6ba7e300:
                config/settings.py
                since 2026-01-20 2f6ba7e300: app/tts.py
                since 2026-03-02 b6218bd500: src/settings.js
                still in HEAD; on main, release/1.2, v1.0 and 6 more; 5 file
                versions
                in use: .env and $PROD_KEY
                services: api and worker
  40… 31230000  2025-08-14 4ed65fc700 to 2025-09-01 d59c23c900: deploy/my
                secrets.env
                not in HEAD; on origin/old and stash@{0}; 3 file versions

Runbooks: how to rotate the keys
"""
        in text
    )


def test_what_is_not_open_is_told_so() -> None:
    kept = KeyRecord(key(8), in_use=(".env",))
    text = rendered(report(keys=(ACCEPTED, kept)))
    assert re.search(r"^  42… \w{8}  accepted$", text, re.MULTILINE)
    assert re.search(r"in use: \.env\n +not exposed: neither", text)
    coloured = rendered(report(keys=(IN_HISTORY, ACCEPTED, kept)), color=True)
    assert "\x1b[1;31m40… 31230000" in coloured
    assert not re.search(r"\x1b\[1;31m4[27]… ", coloured)


def test_what_a_stash_keeps_is_in_this_clone_only() -> None:
    kept = exposure(change(Direction.ADDED, "a.env", "2026-01-01"), refs=("stash@{0}",))
    text = rendered(report(keys=(KeyRecord(key(0), exposure=kept),)))
    assert "not in HEAD; in this clone only, on stash@{0}; 2 file versions\n" in text
    assert "      $ git stash drop 0\n      $ git gc --prune=now\n" in text


def test_of_another_situation_only_what_differs_is_told() -> None:
    text = rendered(report(keys=(IN_TREE, IN_HISTORY)))
    first, _, second = text.partition("  Key 3f… 12340000, shipped to clients, and used elsewhere\n")[2].partition(
        "  Key 40… 31230000, in the history only\n"
    )
    assert "   1. Issue a new key\n" in first
    assert "      $ git filter-repo --invert-paths --path=config/settings.py\n" in first
    assert first.count("It is shown once") == 1
    assert "   1. Revoke the key that begins with 40, now\n" in second
    assert "   2. Issue a new key (as step 1 of the first key)\n   3. " in second
    assert "It is shown once" not in second
    assert "It was committed on 2025-08-14." in second
    assert "      $ git filter-repo --invert-paths '--path=deploy/my secrets.env'\n" in second
    assert "pre-commit install" not in second


def history_key(number: int, *refs: str) -> KeyRecord:
    day = f"2026-01-{number + 1:02}"
    return KeyRecord(
        key(number), exposure=exposure(change(Direction.ADDED, f"app/{number}.py", day, number), refs=refs)
    )


def test_keys_in_the_same_situation_share_one_runbook() -> None:
    others = [history_key(number, "main") for number in range(2, 7)]
    local = history_key(1, "stash@{2}", "stash@{1}", "HEAD@{7}")
    text = rendered(report(keys=(IN_TREE, local, *others)))
    told = text[text.index("Runbooks: how to rotate the keys\n") :]
    # The one in this clone only tells less of the history than the others need.
    assert "  Key 41… 50120000, in the history only\n" in told
    assert (
        """\
  The same for 5 more keys in the history only:
    40… 31230000  since 2026-01-02 in app/1.py
      $ git stash drop 2
      $ git stash drop 1
      $ git reflog expire --expire=now HEAD
      $ git gc --prune=now
    42… 6f010000  since 2026-01-04 in app/3.py
"""
        in told
    )
    assert told.count("Revoke the key") == 2


def test_colour_changes_nothing_but_the_colour() -> None:
    plain, coloured = rendered(full_report()), rendered(full_report(), color=True)
    assert ANSI.sub("", coloured) == plain
    assert "\x1b[1;31m✗ FAIL" in coloured


def test_a_terminal_with_ascii_only_gets_ascii() -> None:
    text = rendered(full_report()._replace(findings=()), encoding="ascii")
    assert "  x FAIL     Never embed" in text
    assert "  3f... 12340000  in app/tts.py:4 (SUP101)" in text


@pytest.mark.parametrize("width", [40, 80, 200])
def test_only_what_is_to_be_copied_overflows(width: int) -> None:
    for line in rendered(full_report()._replace(findings=()), width=width).splitlines():
        longest_word = max((cells(word) for word in line.split()), default=0)
        assert cells(line) <= width or line.lstrip().startswith("$") or longest_word > width - 20


def many() -> Iterator[KeyRecord]:
    for number in range(20):
        changes = [change(Direction.ADDED, f"{number}/{day}.py", f"2026-01-{day:02}", day) for day in range(1, 29)]
        places = tuple(place(f"{number}/{line}.py", line) for line in range(1, 40))
        yield KeyRecord(key(number), places=places, exposure=exposure(*changes, refs=("a",) * 20, count=900))


def test_long_lists_are_cut_and_say_so() -> None:
    repositories = tuple(RepositoryRecord(f"r{number}") for number in range(30))
    text = rendered(report(keys=tuple(many()), repositories=repositories))
    assert "  and 12 more keys; --format html shows all.\n" in text
    assert "  and 22 more repositories; --format html shows all.\n" in text
    assert "  and 11 more keys; --format html shows all.\n" in text
    assert re.search(r"0/3\.py:3\s+\(SUP101\)\s+and\s+36\s+more\n", text)
    assert "… and 25 times between" in text


def test_nothing_of_an_inventory_reaches_the_terminal_raw() -> None:
    evil = "a\x1b]0;x\x07\u202e\r\nb"
    record = IN_TREE._replace(
        places=(place(evil),),
        exposure=exposure(change(Direction.ADDED, evil, "2026-01-01"), refs=(evil,)),
        in_use=(evil,),
        services=(evil,),
        repositories=(evil, "b"),
    )
    told = report(keys=(record,), services=(Service(evil, evil, evil),), repositories=(RepositoryRecord(evil),))
    for line in rendered(told).split("\n"):
        assert line == visible(line)


def test_concise_stays_one_line_a_finding() -> None:
    out = io.StringIO()
    render_concise(full_report(), out, color=False, width=80)
    assert len(out.getvalue().splitlines()) == len(FINDINGS)


def test_an_inventory_of_nothing_is_no_page() -> None:
    assert rendered(Report(inventory=Inventory())) == ""


@pytest.mark.parametrize(
    ("refs", "total", "text"),
    [
        ((), 0, "on no ref any more"),
        ((), 3, "on 3 refs"),
        (("main",), 1, "on main"),
        (("main", "v1"), 9, "on main, v1 and 7 more"),
        (("stash@{1}", "HEAD@{4}"), 2, "in this clone only, on stash@{1} and HEAD@{4}"),
        (tuple("abcdefgh"), 8, "on a, b, c, d, e, f and 2 more"),
    ],
)
def test_refs_in_words(refs: tuple[str, ...], total: int, text: str) -> None:
    told = exposure(change(Direction.ADDED, "a", "2026-01-01"), refs=refs)._replace(ref_count=total)
    assert refs_of(told) == text


@pytest.mark.parametrize("name", ["nl\nx.py", "a. \nb.py", "tab\tx.py"])
def test_a_hostile_name_is_shown_the_same_everywhere(name: str) -> None:
    moved = exposure(change(Direction.ADDED, name, "2026-01-01"), change(Direction.REMOVED, name, "2026-01-02", 2))
    text = rendered(report(keys=(KeyRecord(key(0), exposure=moved),)), width=400)
    told = [line for line in text.splitlines() if ("x.py" in line or "b.py" in line) and "$ git" not in line]
    assert len(told) == 3  # the evidence, the key, the runbook
    assert all(visible(name) in line for line in told)


def test_every_message_with_a_key_is_named_and_is_no_file_version() -> None:
    first, second = (change(Direction.ADDED, MESSAGE, day, number) for number, day in enumerate(DAYS, 1))
    told = exposure(first, second)._replace(versions=0, messages=2)
    text = rendered(report(keys=(KeyRecord(key(0), exposure=told),)))
    keys = " ".join(text[text.index("Keys\n") :].split())
    assert f"2026-01-01: in the message of commit {first.commit.short}" in keys
    assert f"2026-02-01: in the message of commit {second.commit.short}" in keys
    assert "on main; 2 messages" in keys
    assert "HEAD" not in keys
    assert "file version" not in keys
