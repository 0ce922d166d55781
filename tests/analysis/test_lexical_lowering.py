"""What the syntax of each language that is read lexically becomes, with exact regions."""

import pytest

from sup_lint.analysis import program as model
from sup_lint.analysis.lexical import parse as lexical
from sup_lint.analysis.lowering import ParseError
from sup_lint.analysis.program import walk
from tests.analysis.trees import expected_trees, tree
from tests.rules.lexical.carriers import CARRIERS

TREES = expected_trees("lexical_trees.txt")
LANGUAGES = {
    "kt": "kotlin",
    "java": "java",
    "dart": "dart",
    "swift": "swift",
    "go": "go",
    "cs": "csharp",
    "cpp": "cpp",
    "m": "objective-c",
    "php": "php",
    "rb": "ruby",
    "rs": "rust",
    "scala": "scala",
    "gradle": "groovy",
    "sh": "shell",
}


@pytest.mark.parametrize("title", TREES)
def test_syntax_becomes(title: str) -> None:
    source, expected = TREES[title]
    program = lexical.parse("sample", source, title.partition(":")[0])
    lines = [line for node in program.body for line in tree(node, source)]
    assert "\n".join(lines) == expected.rstrip("\n")


@pytest.mark.parametrize("title", TREES)
def test_line_ends_do_not_move_literals(title: str) -> None:
    source, _ = TREES[title]
    found = [
        [
            node.region
            for node in walk(lexical.parse("sample", source.replace("\n", end), title.partition(":")[0]).body)
            if isinstance(node, model.Literal) and "\n" not in node.raw
        ]
        for end in ("\n", "\r\n")
    ]
    assert found[0] == found[1]


@pytest.mark.parametrize("name", CARRIERS)
def test_every_string_of_usual_code_is_read_in_its_place(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What no reader took is added at the end; ordinary code leaves nothing to add."""
    monkeypatch.setattr(lexical, "_passed_by", lambda *_: iter(()))
    language = LANGUAGES[name.rpartition(".")[2]]
    for position, text in CARRIERS[name].items():
        program = lexical.parse("sample", text.replace("•", "value"), language)
        texts = [str(node.value) for node in walk(program.body) if isinstance(node, model.Literal)]
        texts += [comment.text for comment in program.comments]
        assert any("value" in each for each in texts), position


def test_a_text_that_is_no_source_is_refused() -> None:
    with pytest.raises(ParseError, match="too large"):
        lexical.parse("sample", "a" * 9_000_000, "go")
