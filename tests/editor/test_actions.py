"""What an editor offers to do is what the fixes say, in edits that it can make."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.protocol import default_converter

from sup_lint.editor.actions import FIX_ALL, Surroundings, fix_all, quick_fix, wanted, workspace_edit
from sup_lint.editor.diagnostics import diagnostic
from sup_lint.editor.documents import Documents
from sup_lint.editor.texts import Texts
from sup_lint.model.finding import Checklist, Confidence, Finding
from sup_lint.model.fix import Addition, Edit, Fix, Safety
from sup_lint.model.region import Region
from sup_lint.model.severity import Severity

UTF16 = types.PositionEncodingKind.Utf16
CAPABLE = types.ClientCapabilities(
    workspace=types.WorkspaceClientCapabilities(
        workspace_edit=types.WorkspaceEditClientCapabilities(
            document_changes=True, resource_operations=[types.ResourceOperationKind.Create]
        )
    )
)
READ = "read the key from the environment"


def surroundings(client: types.ClientCapabilities = CAPABLE, **texts: str) -> Surroundings:
    documents = Documents()
    for name, text in texts.items():
        documents.open(f"file:///w/{name}", f"/w/{name}", text, 7)
    return Surroundings(Texts(documents), UTF16, client)


def finding(fix: Fix | None, line: int = 1, path: str = "/w/app") -> Finding:
    region = Region(line, 1, line, 4)
    return Finding(
        "SUP101", "hardcoded-key", Severity.ERROR, Confidence.HIGH, "M.", path, region, Checklist.SOURCE, fix=fix
    )


def edit(text: str, region: tuple[int, int, int, int], path: str = "/w/app") -> Edit:
    return Edit(path, Region(*region), text)


def shown(found: Finding, around: Surroundings) -> types.Diagnostic:
    return diagnostic(found, around.texts.lines(found.path), around.texts, UTF16, around.client)


def as_sent(value: Any) -> Any:
    return default_converter().unstructure(value)  # type: ignore[no-untyped-call]


def test_a_safe_fix_is_preferred_and_an_unsafe_one_says_what_to_look_at() -> None:
    around = surroundings(app="abc\n")
    safe = finding(Fix(Safety.SAFE, READ, (edit("x", (1, 1, 1, 4)),)))
    unsafe = replace(safe, fix=Fix(Safety.UNSAFE, READ, (edit("x", (1, 1, 1, 4)),), caveat="logs less than before"))

    first = quick_fix(safe, shown(safe, around), around)
    second = quick_fix(unsafe, shown(unsafe, around), around)

    assert first is not None
    assert second is not None
    assert (first.title, first.is_preferred) == ("Read the key from the environment", True)
    assert (second.title, second.is_preferred) == (
        "Read the key from the environment (look at it: logs less than before)",
        False,
    )
    assert fix_all([unsafe], around) is None


def test_edits_name_the_version_and_use_the_document_s_line_ends() -> None:
    around = surroundings(app="한😋abc\r\nx\r\n")
    made = workspace_edit([Fix(Safety.SAFE, READ, (edit("import os\n", (1, 3, 1, 6)),))], around)
    assert as_sent(made) == {
        "documentChanges": [
            {
                "textDocument": {"uri": "file:///w/app", "version": 7},
                "edits": [
                    {
                        "range": {"start": {"line": 0, "character": 3}, "end": {"line": 0, "character": 6}},
                        "newText": "import os\r\n",
                    }
                ],
            }
        ]
    }


def test_equal_edits_are_made_once_and_of_two_that_collide_the_first() -> None:
    around = surroundings(app="abc\ndef\nghi\n")
    imports = edit("import os\n", (1, 1, 1, 1))
    fixes = [
        Fix(Safety.SAFE, READ, (imports, edit("A", (2, 1, 2, 4)))),
        Fix(Safety.SAFE, READ, (imports, edit("B", (2, 2, 3, 1)))),
        Fix(Safety.SAFE, READ, (imports, edit("C", (3, 1, 3, 4)))),
    ]
    action = fix_all([finding(fix, line) for line, fix in enumerate(fixes, 1)], around)
    assert action is not None
    assert action.kind == FIX_ALL
    (changed,) = as_sent(action.edit)["documentChanges"]
    assert [each["newText"] for each in changed["edits"]] == ["import os\n", "A", "C"]


def test_a_line_is_added_once_to_a_file_that_lacks_it_and_a_file_that_is_missing_is_made(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("dist", encoding="utf-8")
    additions = (
        Addition(str(tmp_path / ".gitignore"), ".env"),
        Addition(str(tmp_path / ".gitignore"), "dist"),
        Addition(str(tmp_path / ".env.example"), "SUPERTONE_API_KEY="),
    )
    made = workspace_edit([Fix(Safety.SAFE, READ, additions=additions)] * 2, surroundings())
    uri = tmp_path.as_uri()
    created, *changed = as_sent(made)["documentChanges"]
    assert created["uri"] == f"{uri}/.env.example"
    assert [(each["textDocument"]["uri"], [edit["newText"] for edit in each["edits"]]) for each in changed] == [
        (f"{uri}/.gitignore", ["\n.env\n"]),
        (f"{uri}/.env.example", ["SUPERTONE_API_KEY=\n"]),
    ]


@pytest.mark.parametrize("client", [types.ClientCapabilities(), CAPABLE])
def test_a_client_gets_only_edits_that_it_can_make(client: types.ClientCapabilities, tmp_path: Path) -> None:
    around = surroundings(client, app="abc\n")
    made = workspace_edit([Fix(Safety.SAFE, READ, (edit("x", (1, 1, 1, 4)),))], around)
    addition = Fix(Safety.SAFE, READ, additions=(Addition(str(tmp_path / "new"), "x"),))
    assert made is not None
    assert (made.changes is None) == (client is CAPABLE)
    assert (workspace_edit([addition], around) is None) == (client is not CAPABLE)


@pytest.mark.parametrize(
    ("kind", "only", "is_wanted"),
    [
        ("quickfix", None, True),
        ("quickfix", ["quickfix"], True),
        ("quickfix", ["source.fixAll"], False),
        (FIX_ALL, ["source.fixAll"], True),
        (FIX_ALL, ["source"], True),
        (FIX_ALL, ["source.fixAll.sup-lint"], True),
        (FIX_ALL, ["source.fixAll.ruff"], False),
        (FIX_ALL, [types.CodeActionKind.QuickFix], False),
    ],
)
def test_actions_are_of_the_kinds_that_are_asked_for(kind: str, only: list[str] | None, is_wanted: bool) -> None:
    assert wanted(kind, only) == is_wanted


def test_a_finding_without_a_fix_offers_none() -> None:
    around = surroundings(app="abc\n")
    assert quick_fix(finding(None), shown(finding(None), around), around) is None
    assert quick_fix(finding(Fix(Safety.SAFE, READ)), shown(finding(None), around), around) is None
