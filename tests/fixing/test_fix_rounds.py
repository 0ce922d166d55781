"""Fixes that do what they say are made, and no others."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from sup_lint.analysis.file import AnalysedFile
from sup_lint.cli.main import main
from sup_lint.config import Config
from sup_lint.engine.baseline.file import load_baseline
from sup_lint.engine.fixing.originals import OnDisk
from sup_lint.engine.fixing.writing import write
from sup_lint.engine.runner import check_paths
from sup_lint.model.finding import Finding
from sup_lint.model.fix import Addition, Edit, Fix, Safety
from sup_lint.model.region import Region
from sup_lint.rules.hardcoded_key import HardcodedKey
from tests.clone import make_clone
from tests.fixing.handmade import ENVIRONMENT, Fixer, example_beside, fixing_of, from_environment
from tests.keymaker import make_key

KEY = make_key(1)
Fixers = dict[str, Fixer]


def leak(key: str = KEY, name: str = "client") -> str:
    return f'from supertone import Supertone\n\n{name} = Supertone(api_key="{key}")  # kept\n'


FIXED = 'import os\nfrom supertone import Supertone\n\nclient = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])  # kept\n'


def test_a_fix_is_drafted_and_nothing_is_written(project: Path, fixers: Fixers) -> None:
    fixers["SUP101"] = from_environment
    (project / "app.py").write_text(leak())
    fixing = fixing_of()
    assert [(change.path, change.after.decode()) for change in fixing.changes] == [("app.py", FIXED)]
    assert [finding.code for finding in fixing.fixed] == ["SUP101"]
    assert fixing.left_alone == ()
    assert (project / "app.py").read_text() == leak()
    write(fixing.changes)
    assert (project / "app.py").read_text() == FIXED
    assert fixing_of().changes == ()


def test_an_edit_that_several_fixes_share_is_made_once(project: Path, fixers: Fixers) -> None:
    fixers["SUP101"] = from_environment
    (project / "app.py").write_text(leak() + f'other = Supertone(api_key="{make_key(2)}")\n')
    (change,) = fixing_of().changes
    assert change.after.decode() == FIXED + 'other = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])\n'


def test_unsafe_fixes_are_made_only_if_wanted(project: Path, fixers: Fixers) -> None:
    fixers["SUP101"] = lambda finding, file: replace(from_environment(finding, file), kind=Safety.UNSAFE)
    (project / "app.py").write_text(leak())
    assert fixing_of().changes == ()
    assert len(fixing_of(unsafe=True).changes) == 1


def test_a_fix_is_made_whole_in_all_its_files(project: Path, fixers: Fixers) -> None:
    fixers["SUP101"] = example_beside
    (project / "app.py").write_text(leak())
    changes = {change.path: change for change in fixing_of().changes}
    assert changes[".env.example"].before is None
    assert changes[".env.example"].after == b"SUPERTONE_API_KEY=\n"
    (project / ".env.example").write_bytes(b"A=1\r\nB=2")
    changes = {change.path: change for change in fixing_of().changes}
    assert changes[".env.example"].after == b"A=1\r\nB=2\r\nSUPERTONE_API_KEY=\r\n"
    (project / ".env.example").write_bytes(b"SUPERTONE_API_KEY=\nB=2")
    assert [change.path for change in fixing_of().changes] == ["app.py"]
    (project / ".env.example").unlink()
    (project / ".env.example").symlink_to("/dev/null")
    fixing = fixing_of()
    assert fixing.changes == ()
    assert fixing.left_alone[0].reason == ".env.example is a symbolic link that leads out of the project"


def test_a_fix_that_breaks_its_file_is_left_out_alone(project: Path, fixers: Fixers) -> None:
    def some(finding: Finding, file: AnalysedFile) -> Fix:
        made = from_environment(finding, file)
        if finding.region.line != 5:
            return made
        edits = tuple(replace(edit, text=edit.text.replace("]", ")")) for edit in made.edits)
        return replace(made, edits=edits)

    fixers["SUP101"] = some
    lines = "".join(f'c{number} = Supertone(api_key="{make_key(number)}")\n' for number in range(6))
    (project / "app.py").write_text("from supertone import Supertone\n\n" + lines)
    (project / "other.py").write_text(leak(make_key(9)))
    fixing = fixing_of()
    assert len(fixing.fixed) == 6
    ((finding, reason),) = fixing.left_alone
    assert finding.region.line == 5
    assert reason.startswith("after its fix app.py could not be parsed")
    (app, other) = fixing.changes
    assert other.after.decode() == FIXED
    assert app.after.decode().count("os.environ") == 5
    assert make_key(2).encode() in app.after


@pytest.mark.parametrize(
    ("edits", "reason"),
    [
        ({Region(1, 1, 1, 1): "# nothing\n"}, "its fix would leave it as it is"),
        (
            {Region(3, 28, 3, 62): "None", Region(1, 1, 1, 1): leak(make_key(77))},
            "its fix would bring something new to",
        ),
        ({Region(3, 1, 4, 1): f'client = "{KEY[::-1]}"'}, "its fix would write a key"),
        ({Region(9, 1, 9, 2): "x"}, "app.py has no such place"),
        ({Region(3, 9, 3, 2): "x"}, "app.py has no such place"),
        ({Region(3, 1, 3, 9): "x", Region(3, 5, 3, 12): "y"}, "after its fix app.py would have two edits in one place"),
        (
            {Region(2, 1, 2, 1): "x = 1\n", Region(4, 1, 4, 1): "# 음\ud800"},
            "after its fix app.py could not be written",
        ),
    ],
)
def test_a_fix_that_does_something_else_is_left_out(
    project: Path, fixers: Fixers, edits: dict[Region, str], reason: str
) -> None:
    fixers["SUP101"] = lambda finding, file: Fix(
        Safety.SAFE, "?", tuple(Edit("app.py", region, text) for region, text in edits.items())
    )
    (project / "app.py").write_text(leak())
    fixing = fixing_of()
    assert fixing.changes == ()
    assert [each.reason[: len(reason)] for each in fixing.left_alone] == [reason]


def test_fixes_that_overlap_are_made_one_after_the_other(project: Path, fixers: Fixers) -> None:
    between = "), Supertone(api_key="

    def greedy(finding: Finding, file: AnalysedFile) -> Fix:
        """Both findings of the line want what stands between them for themselves."""
        line, column, _, end = finding.region
        if KEY in file.lines.line_text(line)[column : end - 1]:
            edit = Edit("app.py", Region(line, column, line, end + len(between)), f"None{between}")
        elif KEY in file.text:
            edit = Edit("app.py", Region(line, column - len(between), line, end), f"{between}None")
        else:
            edit = Edit("app.py", finding.region, "None")
        return Fix(Safety.SAFE, "none", (edit,))

    fixers["SUP101"] = greedy
    line = f'a, b = Supertone(api_key="{KEY}{between}"{make_key(2)}")\n'.replace(f"{KEY})", f'{KEY}")')
    (project / "app.py").write_text(f"from supertone import Supertone\n{line}")
    fixing = fixing_of()
    assert len(fixing.fixed) == 2
    expected = "from supertone import Supertone\na, b = Supertone(api_key=None), Supertone(api_key=None)\n"
    assert fixing.changes[0].after.decode() == expected


def test_a_copy_is_told_although_the_literal_that_proved_it_is_fixed(project: Path, fixers: Fixers) -> None:
    fixers["SUP101"] = from_environment
    (project / "app.py").write_text(leak())
    (project / "notes.txt").write_text(f"old one: {KEY}\n")
    fixing = fixing_of()
    assert [finding.path for finding in fixing.outcome.report.findings] == ["app.py", "notes.txt"]
    write(fixing.changes)
    assert [key.value for key in fixing.keys] == [KEY]
    left = check_paths(["."], Config(root=str(project)), known=fixing.keys).report.findings
    assert [finding.path for finding in left] == ["notes.txt"]


def test_what_is_silenced_or_accepted_is_not_touched(project: Path, fixers: Fixers) -> None:
    fixers["SUP101"] = from_environment
    silenced = leak().replace("# kept", "# sup-lint: ignore[hardcoded-key] -- a test")
    (project / "app.py").write_text(silenced + f'other = Supertone(api_key="{make_key(2)}")\n')
    written = CliRunner().invoke(main, ["baseline", "write"])
    assert written.exit_code == 0, written.output
    with (project / "app.py").open("a") as file:
        file.write(f'third = Supertone(api_key="{make_key(3)}")\n')
    baseline = str(project / ".sup-lint-baseline")
    assert load_baseline(baseline).entries
    (change,) = fixing_of(config=Config(root=str(project), baseline=baseline)).changes
    text = change.after.decode()
    assert KEY in text
    assert make_key(2) in text
    assert make_key(3) not in text


def test_a_file_is_ignored_as_soon_as_the_draft_says_so(project: Path, fixers: Fixers) -> None:
    (project / ".git").rmdir()
    make_clone(project)
    fixers["SUP103"] = lambda finding, file: Fix(Safety.SAFE, "ignore it", (), (Addition(".gitignore", ".env"),))
    (project / ".env").write_text(f"SUPERTONE_API_KEY={KEY}\n")
    fixing = fixing_of()
    assert [(change.path, change.after) for change in fixing.changes] == [(".gitignore", b".env\n")]
    (project / ".gitignore").write_text("*.log\n!.env\n")
    assert fixing_of().changes[0].after == b"*.log\n!.env\n.env\n"


@pytest.mark.parametrize("kind", ["link outside", "hard link", "read-only", "folder"])
def test_a_file_that_cannot_be_replaced_without_harm_is_left_alone(
    project: Path, fixers: Fixers, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    fixers["SUP101"] = from_environment
    target = project / "app.py"
    outside = project.parent / "outside.py"
    outside.write_text(leak())
    reason = {
        "link outside": "app.py is a symbolic link that leads out of the project",
        "hard link": "app.py has further names (hard links), which would keep the old text",
        "read-only": "app.py is read-only",
        "folder": "app.py lies in a folder that is read-only",
    }[kind]
    if kind == "link outside":
        target.symlink_to(outside)
    elif kind == "hard link":
        os.link(outside, target)
    else:
        target.write_text(leak())
    if kind == "read-only":
        target.chmod(0o444)
    if kind == "folder":  # root may write everywhere, so the system is asked in vain
        access = os.access
        monkeypatch.setattr("os.access", lambda path, mode: path != str(project) and access(path, mode))
    fixing = fixing_of("app.py")
    assert fixing.changes == ()
    assert [each.reason for each in fixing.left_alone] == [reason]
    assert len(fixing.outcome.report.findings) == 1


def test_a_link_within_the_project_leads_to_its_file(project: Path, fixers: Fixers) -> None:
    fixers["SUP101"] = from_environment
    (project / "real.py").write_text(leak())
    (project / "app.py").symlink_to("real.py")
    fixing = fixing_of("app.py", "real.py")
    write(fixing.changes)
    assert (project / "app.py").is_symlink()
    assert (project / "real.py").read_text() == FIXED


def test_a_file_outside_of_the_project_is_fixed_if_it_is_named(project: Path, fixers: Fixers) -> None:
    fixers["SUP101"] = from_environment
    outside = project.parent / "outside.py"
    outside.write_text(leak())
    write(fixing_of("../outside.py").changes)
    assert outside.read_text() == FIXED


def test_a_file_that_changed_while_it_was_checked_is_left_alone(
    project: Path, fixers: Fixers, monkeypatch: pytest.MonkeyPatch
) -> None:
    fixers["SUP101"] = from_environment
    (project / "app.py").write_text(leak())
    read = OnDisk.read

    def late(self: OnDisk, path: str) -> bytes | None:
        (project / path).write_text("# new\n" + leak())
        return read(self, path)

    monkeypatch.setattr(OnDisk, "read", late)
    fixing = fixing_of()
    assert fixing.changes == ()
    assert fixing.left_alone[0].reason == "app.py changed while it was checked"


def test_built_output_is_never_edited(project: Path, fixers: Fixers) -> None:
    fixers["SUP201"] = lambda finding, file: Fix(Safety.SAFE, "?", (Edit(finding.path, finding.region, '""'),))
    (project / "dist").mkdir()
    minified = "".join(f"var a{number}={number};" for number in range(900))
    text = f'{minified}fetch("https://supertoneapi.com/v1/voices",{{headers:{{"x-sup-api-key":"{KEY}"}}}});\n'
    (project / "dist" / "app.min.js").write_text(text)
    fixing = fixing_of("dist/app.min.js")
    assert [finding.code for finding in fixing.outcome.report.findings] == ["SUP201"]
    assert fixing.changes == ()
    assert (
        fixing.left_alone[0].reason == "after its fix dist/app.min.js would still be what a tool makes, and makes again"
    )


def test_another_rule_may_have_something_to_say_of_the_same_place(project: Path, fixers: Fixers) -> None:
    """The literal is gone from the source; that the key stands on a command line was true before."""

    def joined(finding: Finding, file: AnalysedFile) -> Fix:
        made = from_environment(finding, file)
        line, column, _, end = finding.region
        whole = Region(line, column - len('"x-sup-api-key: '), line, end + 1)
        return replace(made, edits=(Edit("app.py", whole, f'"x-sup-api-key: " + {ENVIRONMENT}'), *made.edits[1:]))

    fixers["SUP101"] = joined
    url = "https://supertoneapi.com/v1/voices"
    (project / "app.py").write_text(
        f'import subprocess\n\nsubprocess.run(["curl", "-H", "x-sup-api-key: {KEY}", "{url}"])\n'
    )
    fixing = fixing_of()
    assert [each.code for each in fixing.fixed] == ["SUP101"]
    write(fixing.changes)
    left = check_paths(["."], Config(root=str(project))).report.findings
    assert [finding.code for finding in left] == ["SUP104"]


def test_what_is_committed_or_packed_is_not_fixed() -> None:
    made = Fix(Safety.SAFE, "?", (Edit("app.py", Region(1, 1, 1, 2), ""),))
    rule = HardcodedKey()
    for path, commit, fix in (("app.py", None, made), ("app.py", "0" * 40, None), ("app.zip!/app.py", None, None)):
        file = AnalysedFile(path, "x = 1\n", "python")
        assert rule.finding(file, Region(1, 1, 1, 2), "?", commit=commit, fix=made).fix == fix
