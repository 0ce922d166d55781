"""What each piece of Python syntax becomes, with exact regions."""

import pytest

from sup_lint.analysis import program as model
from sup_lint.analysis.program import walk
from sup_lint.analysis.python.parse import parse
from tests.analysis.trees import cut, expected_trees, tree

TREES = expected_trees("lowering_trees.txt")


@pytest.mark.parametrize("name", TREES)
def test_syntax_becomes(name: str) -> None:
    source, expected = TREES[name]
    lines = [line for node in parse("sample.py", source).body for line in tree(node, source)]
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
        assert list(tree(one, source)) == list(tree(two, source))
    assert other.text == source.replace("\n", line_end)


@pytest.mark.parametrize(
    "lost", ["f'{b!r  }'", "f'''{b!r\n}'''", "a\n\\\n\\\nc", "f'{b!s  :>{c!r }}'; d", "a; \\\n b", "\ufeffa"]
)
def test_regions_hold_behind_blanks_that_libcst_loses(lost: str) -> None:
    source = f"{lost}; c = '한', 'd'\n'e'"
    nodes = [node for node in walk(parse("sample.py", source).body) if isinstance(node, model.Literal) and node.raw]
    assert [cut(source, node.region) for node in nodes] == [node.raw for node in nodes]
    assert [node.value for node in nodes if node.raw[-1] == "'"] == ["한", "d", "e"]
