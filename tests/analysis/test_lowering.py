"""What each piece of Python syntax becomes, with exact regions."""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from sup_lint.analysis import program as model
from sup_lint.analysis.program import Node, children_of, walk
from sup_lint.analysis.python.parse import parse
from sup_lint.model.region import Region


def _trees() -> dict[str, tuple[str, str]]:
    """Each source, and its nodes with what they say of themselves and the text that their region cuts out."""
    text = (Path(__file__).parent / "lowering_trees.txt").read_text(encoding="utf-8")
    found = {}
    for section in text.split("=== ")[1:]:
        name, _, rest = section.partition("\n")
        source, _, tree = rest.partition("---\n")
        found[name] = (source, tree)
    return found


TREES = _trees()


def _cut(source: str, region: Region) -> str:
    lines = source.split("\n")[region.line - 1 : region.end_line]
    lines[-1] = lines[-1][: region.end_column - 1]
    lines[0] = lines[0][region.column - 1 :]
    return "⏎".join(lines)


def _tree(node: Node, source: str, depth: int = 0) -> Iterator[str]:
    told = "".join(f" {name}={value!r}" for name, value in _told(node))
    yield f"{'  ' * depth}{type(node).__name__}{told} | {_cut(source, node.region)}"
    for child in children_of(node):
        yield from _tree(child, source, depth + 1)


def _told(node: Node) -> Iterator[tuple[str, object]]:
    for item in fields(node):
        value = getattr(node, item.name)
        is_value = isinstance(node, model.Literal) and item.name == "value"
        if item.name in {"region", "raw"} or isinstance(value, Node) or (not value and not is_value):
            continue
        if not (isinstance(value, tuple) and isinstance(value[0], Node)):
            yield item.name, value


@pytest.mark.parametrize("name", TREES)
def test_syntax_becomes(name: str) -> None:
    source, expected = TREES[name]
    lines = [line for node in parse("sample.py", source).body for line in _tree(node, source)]
    assert "\n".join(lines) == expected.rstrip()


def test_the_raw_text_of_a_literal_is_its_source() -> None:
    (first, second) = parse("sample.py", "'a\\x62'\nrb'c'\n").body
    assert isinstance(first, model.Evaluate)
    assert isinstance(second, model.Evaluate)
    assert isinstance(first.value, model.Literal)
    assert isinstance(second.value, model.Literal)
    assert (first.value.raw, first.value.value) == ("'a\\x62'", "ab")
    assert (second.value.raw, second.value.value) == ("rb'c'", b"c")


@pytest.mark.parametrize(
    ("source", "comments"),
    [
        ("# a\nb  # c\n", [(1, 1, "# a"), (2, 4, "# c")]),
        ("a = '# b'  # c '#' d\n", [(1, 12, "# c '#' d")]),
        ("a = '''\n# b\n'''  # c\n", [(3, 6, "# c")]),
        ("a = f'# {b:#x} #'  # c\n", [(1, 20, "# c")]),
        ("a = f'''{\n  b  # c\n}'''\n", [(2, 6, "# c")]),
        ("a = '%#x' % b  # c\n", [(1, 16, "# c")]),
        ("def a():\n    # b\n    pass\n    # c\n", [(2, 5, "# b"), (4, 5, "# c")]),
        ("(a,  # b\n c)\n", [(1, 6, "# b")]),
        ("# a", [(1, 1, "# a")]),
        ("# a\r\n# b\r# c\n", [(1, 1, "# a"), (2, 1, "# b"), (3, 1, "# c")]),
    ],
)
def test_comments_are_kept_with_their_places(source: str, comments: list[tuple[int, int, str]]) -> None:
    program = parse("sample.py", source)
    found = [(each.region.line, each.region.column, each.text) for each in program.comments]
    assert found == comments
    for each in program.comments:
        assert each.region.end_line == each.region.line
        assert each.region.end_column == each.region.column + len(each.text)


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n"])
def test_line_ends_do_not_move_regions(line_end: str) -> None:
    source = "first = '''a\nb'''\nif first:\n    second = '한', f'{c:>{d}}'\n"
    plain, other = (parse("sample.py", source.replace("\n", end)) for end in ("\n", line_end))
    for one, two in zip(plain.body, other.body, strict=True):
        assert list(_tree(one, source)) == list(_tree(two, source))
    assert other.text == source.replace("\n", line_end)


@pytest.mark.parametrize(
    "lost", ["f'{b!r  }'", "f'''{b!r\n}'''", "a\n\\\n\\\nc", "f'{b!s  :>{c!r }}'; d", "a; \\\n b", "\ufeffa"]
)
def test_regions_hold_behind_blanks_that_libcst_loses(lost: str) -> None:
    source = f"{lost}; c = '한', 'd'\n'e'"
    nodes = [node for node in walk(parse("sample.py", source).body) if isinstance(node, model.Literal) and node.raw]
    assert [_cut(source, node.region) for node in nodes] == [node.raw for node in nodes]
    assert [node.value for node in nodes if node.raw[-1] == "'"] == ["한", "d", "e"]
