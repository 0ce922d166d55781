"""What each piece of JavaScript and TypeScript syntax becomes, with exact regions."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sup_lint.analysis import program as model
from sup_lint.analysis.depth import with_deep_stack
from sup_lint.analysis.javascript.parse import parse
from sup_lint.analysis.lowering import ParseError
from sup_lint.analysis.program import Program, walk
from sup_lint.analysis.scopes import Scopes
from tests.analysis.trees import cut, expected_trees, tree

TREES = expected_trees("javascript_trees.txt")
_GRAMMARS = {"(ts)": "typescript", "(tsx)": "tsx"}
SOURCES = [(source, _GRAMMARS.get(title.split()[-1], "javascript")) for title, (source, _) in TREES.items()]


def _literals(program: Program) -> list[model.Literal]:
    return [node for node in walk(program.body) if isinstance(node, model.Literal) and node.raw]


@pytest.mark.parametrize("title", TREES)
def test_syntax_becomes(title: str) -> None:
    source, expected = TREES[title]
    program = parse("sample", source, _GRAMMARS.get(title.rsplit(maxsplit=1)[-1], "javascript"))
    lines = [line for node in program.body for line in tree(node, source)]
    assert "\n".join(lines) == expected.rstrip()


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
@pytest.mark.parametrize(("source", "language"), SOURCES)
def test_line_ends_do_not_move_regions(source: str, language: str, line_end: str) -> None:
    plain, other = (parse("sample", source.replace("\n", end), language) for end in ("\n", line_end))
    for one, two in zip(plain.body, other.body, strict=True):
        assert list(tree(one, source)) == list(tree(two, source))


@pytest.mark.parametrize(
    ("source", "comments"),
    [
        ("// a\nb // c\n", [(1, 1, "// a"), (2, 3, "// c")]),
        ("f(/* a */ b, '// c', `// ${d /* e */}`)\n", [(1, 3, "/* a */"), (1, 30, "/* e */")]),
        ("한 /* a\n b */ // c\n", [(1, 3, "/* a\n b */"), (2, 7, "// c")]),
        ("x = /[/*]/; // a", [(1, 13, "// a")]),
    ],
)
def test_comments_are_kept_with_their_places(source: str, comments: list[tuple[int, int, str]]) -> None:
    program = parse("sample.js", source, "javascript")
    assert [(each.region.line, each.region.column, each.text) for each in program.comments] == comments


PAGE = """<!doctype html>
<!-- <script>no('a')</script> -->
<html><head><meta content="한국"><style>a { content: '<script>' }</style>
<script type="application/json">{"a": "b"}</script>
<script src="x.js" defer></script>
<SCRIPT type='module' data-x=">">
  first('한', "b"); // c
</SCRIPT >
<script type="text/template"><b>{{ x }}</b></script></head>
<body onload="go()"><script>second(`d`)
"""


def test_the_scripts_of_a_page_keep_their_places() -> None:
    program = parse("index.html", PAGE, "html")
    calls = [node for node in walk(program.body) if isinstance(node, model.Call)]
    assert [cut(PAGE, call.region) for call in calls] == ["""first('한', "b")""", "second(`d`)"]
    assert [each.text for each in program.comments] == ["// c"]
    for literal in _literals(program):
        assert cut(PAGE, literal.region).replace("⏎", "\n") == literal.raw


def test_what_stands_around_scripts_is_text() -> None:
    program = parse("index.html", PAGE, "html")
    text = "".join(literal.raw for literal in _literals(program) if "\n" in literal.raw)
    assert 'content="한국"' in text
    assert '{"a": "b"}' in text
    assert "first(" not in text


@pytest.mark.parametrize(
    ("language", "source", "called"),
    [
        ("vue", "<template><p @click='a()'/></template>\n<script setup lang='ts'>\nb(c as d)\n</script>\n", ["b"]),
        (
            "svelte",
            "<script context='module' lang=\"ts\">a(b!)</script>\n<script>\nc()\n</script>\n{d()}\n",
            ["a", "c"],
        ),
        ("astro", "---\nimport A from 'b';\nconst c: string = d();\n---\n<A/><script>e(f as g)</script>\n", ["d", "e"]),
        ("astro", "<p/>\n<script>a()</script>\n---\n", ["a"]),
        ("html", "<script>a(</script><script>b()</script>", ["b"]),
        ("html", "<script>a()", ["a"]),
        ("html", "<script>", []),
    ],
)
def test_components_hold_scripts(language: str, source: str, called: list[str]) -> None:
    program = parse("x", source, language)
    found = {node.function.id for node in walk(program.body) if isinstance(node, model.Call | model.Import)
             and isinstance(node, model.Call) and isinstance(node.function, model.Name)}  # fmt: skip
    assert set(called) <= found
    assert program.gaps == ()


def test_types_of_flow_are_taken() -> None:
    program = parse("a.js", "/* @flow */\nfunction f(a: string, b?: number): void { g('c') }\n", "javascript")
    assert program.gaps == ()
    assert [literal.value for literal in _literals(program)] == ["c"]


@pytest.mark.parametrize(
    "source",
    [
        "const a = 'b\nconst c = 'd';\n",
        "const a = `b\n${c\n",
        "f('a', { b: 'c'\n",
        "} else { g('a') }\n",
        "<<<<<<< ours\na('b')\n=======\na('c')\n>>>>>>> theirs\n",
    ],
)
def test_damaged_source_is_told_and_still_looked_at(source: str) -> None:
    program = parse("a.js", source, "javascript")
    assert program.gaps
    assert any(text in literal.raw for literal in _literals(program) for text in ("'b", "'c'", "'a'", "`b"))


@pytest.mark.parametrize(
    ("opening", "closing"), [("(", ")"), ("[", "]"), ("{a:", "}"), ("!", ""), ("f(", ")"), ("`${", "}`"), ("a?b:", "")]
)
def test_what_nests_too_deep_is_refused(opening: str, closing: str) -> None:
    source = f"x = {opening * 20_000}1{closing * 20_000};\n"
    with pytest.raises(ParseError):
        with_deep_stack(lambda: parse("a.js", source, "javascript"))


@pytest.mark.parametrize("operator", ["+", "||", "&&"])
def test_long_chains_are_flat(operator: str) -> None:
    source = "x = " + f" {operator} ".join(f"'{number}'" for number in range(20_000)) + ";\n"
    program = with_deep_stack(lambda: parse("a.js", source, "javascript"))
    assert len(_literals(program)) == 20_000


def test_long_chains_of_branches_are_built_from_their_end() -> None:
    source = "if (a) b();" + " else if (c) d();" * 3000
    program = with_deep_stack(lambda: parse("a.js", source, "javascript"))
    assert sum(isinstance(node, model.If) for node in walk(program.body)) == 3001


@given(st.text(max_size=200), st.sampled_from(["javascript", "typescript", "tsx", "html", "vue", "svelte", "astro"]))
@settings(deadline=None)
def test_any_text_has_a_program(text: str, language: str) -> None:
    program = parse("x", text, language)
    Scopes(program)


@given(st.randoms(use_true_random=False), st.sampled_from(SOURCES))
@settings(deadline=None, max_examples=200)
def test_half_a_source_has_a_program(chance: random.Random, sample: tuple[str, str]) -> None:
    source, language = sample
    part = source[chance.randint(0, len(source)) :][: chance.randint(1, len(source))]
    for literal in _literals(parse("x", part, language)):
        assert cut(part, literal.region).replace("⏎", "\n") == literal.raw
