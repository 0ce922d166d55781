"""Laws of the lexical lowering: any text is lowered, each literal stands where it says, and none is lost."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sup_lint.analysis.depth import with_deep_stack
from sup_lint.analysis.lexical.dialects import DIALECTS
from sup_lint.analysis.lexical.parse import parse
from sup_lint.analysis.lexical.scanner import Scanner
from sup_lint.analysis.lexical.tokens import Text, Token
from sup_lint.analysis.program import Literal, Program, walk
from sup_lint.analysis.scopes import Scopes
from sup_lint.sources.lines import LineIndex

LANGUAGES = sorted([*DIALECTS, "shell"])
FRAGMENTS = """
    " ' \"\"\" ` ( ) [ ] { } < > , ; : . -> => = := == ? ?? ?: || && + - * / // /* */ # ## @ $ ${ #{ \\( \\ | & ! !!
    .. ... <<EOF EOF <<~A A <<<X X <?php ?> R"( )" r#" "# @" $" $@" b'x' 'c' 'a name key "x-sup-api-key" 'K' 1 0x1F
    3.14 fun func def fn function class object struct enum impl namespace module val var let const static final if
    else when match switch case default try catch for while do end return throw import new await get set init type
    to in is as not by lazy export :sym %w #define #include #if @Named @implementation @{ @[ ^ ~ _ this.key self.key
    $key @key EOF. key: key= (x) [x] {x}
""".split()
TEXTS = st.lists(
    st.one_of(st.sampled_from(FRAGMENTS), st.sampled_from([" ", "\n", "\r\n", "\r", "\t", ""]), st.text(max_size=3)),
    max_size=60,
).map("".join)
SPACED = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.just("\n")), max_size=60).map(" ".join)
WORST = {
    "open brackets": "f(",
    "closed brackets": ")",
    "braces": "{",
    "quotes": '"',
    "fields": '"${',
    "fields of Swift": '"\\(',
    "fields of Ruby": '"#{',
    "prefixes": "!",
    "members": ".a",
    "calls": "()",
    "sums": "a + ",
    "mixed sums": "a + b - ",
    "ternaries": "a ? b : ",
    "assignments": "a = ",
    "types": "a<",
    "heredocs": "<<A ",
    "heredocs of PHP": "<<<A\n",
    "raw strings": 'r#"',
    "comments": "/*",
    "slashes": "/ ",
    "branches": "if ",
    "others": "else ",
    "cases": "case ",
    "functions": "fun f(",
    "definitions": "def f\n",
    "classes": "class A ",
    "closures": "a { ",
    "arrows": "a => ",
    "thin arrows": "a -> ",
    "bars": "|",
    "expansions": "${A:-",
    "commands": "$(",
    "backquotes": "`",
    "words": "name ",
    "annotations": "@a ",
    "modifiers": "static ",
    "commas": "a, ",
    "colons": "a: ",
    "cascades": "..a",
    "messages": "[a b:",
    "directives": "#define A ",
}


def lowered(text: str, language: str) -> Program:
    return with_deep_stack(lambda: parse("sample", text, language))


def literals(program: Program) -> list[Literal]:
    return [node for node in walk(program.body) if isinstance(node, Literal)]


def written(tokens: list[Token]) -> Iterator[Text]:
    """The stretches of text in the strings of a source."""
    for token in tokens:
        for part in token.parts:
            if isinstance(part, Text):
                yield part
            else:
                yield from written(part.tokens)


def check_laws(text: str, language: str) -> None:
    program = lowered(text, language)
    lines = LineIndex(text)
    spans = []
    for literal in literals(program):
        start = lines.offset(literal.region.line, literal.region.column)
        end = lines.offset(literal.region.end_line, literal.region.end_column)
        assert text[start:end] == literal.raw
        spans.append((start, end))
    for comment in program.comments:
        start = lines.offset(comment.region.line, comment.region.column)
        assert text.startswith(comment.text, start)
    with_deep_stack(lambda: Scopes(program))
    if language != "shell":
        for part in written(Scanner(text, DIALECTS[language]).tokens()):
            assert any(start <= part.start and part.end <= end for start, end in spans), text[part.start : part.end]


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.one_of(TEXTS, SPACED))
@example(text="")
@example(text="\ufeff")
@example(text="echo\xa0a \x85 \u2028b\x1c\n")
@example(text='val key = "unterminated\nval other = """no end')
@example(text="<<A <<B\nx\nB\ny\nA\n")
@example(text='"${"${"${"${"${"${"${"${x')
def test_any_text_is_lowered(language: str, text: str) -> None:
    check_laws(text, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_worst_texts_come_to_an_end(language: str) -> None:
    # What went back on itself would not.
    for fragment in WORST.values():
        text = fragment * (1_500 // len(fragment))
        assert lowered(text, language).text == text
