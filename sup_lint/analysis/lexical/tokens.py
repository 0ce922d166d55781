"""The tokens of a source, and the pattern that finds them in a language."""

import functools
import re
from dataclasses import dataclass

from sup_lint.analysis.lexical.dialect import Dialect

_MARKS = """
    ?-> ... ..< ..= === !== ??= ||= &&= **= <<= >>= <=> ?.. -> => :: := ?. ?: ?? !! && || == != <= >= += -= *= /= %= .=
    &. .. =~ !~ ++ -- ** << |=
""".split()


@dataclass(slots=True, eq=False)
class Text:
    """A stretch of a string as the source spells it, and what it says."""

    start: int
    end: int
    value: str


@dataclass(slots=True, eq=False)
class Field:
    """The tokens of an expression that is put into a string."""

    start: int
    end: int
    tokens: "list[Token]"


@dataclass(slots=True, eq=False)
class Token:
    """One token: `kind` is name, number, string, mark, open, close, directive or symbol.

    `is_first` says that it is the first of its line, `is_apart` that white space stands before it. `parts` are those of
    a string; one that begins a string without fields spans it whole.
    """

    kind: str
    text: str
    start: int
    end: int
    is_first: bool
    is_apart: bool
    parts: tuple[Text | Field, ...] = ()


@functools.lru_cache(maxsize=64)
def grammar(dialect: Dialect) -> re.Pattern[str]:
    strings = "|".join(f"(?P<s{index}>{_unnumbered(each.opener)})" for index, each in enumerate(dialect.strings))
    marks = "|".join(re.escape(mark) for mark in sorted(_MARKS, key=len, reverse=True))
    block = r"(?P<block>/\*)|" if dialect.has_block_comments else ""
    heredoc = f"(?P<heredoc>{_unnumbered(dialect.heredocs, keep=True)})|" if dialect.heredocs else ""
    symbols = r"(?P<symbol>(?<!:):[^\W\d]\w*[?!]?(?!:))|" if dialect.ends_blocks else ""
    directive = r"(?P<directive>\#[ \t]{0,20}[a-z]\w*)|" if dialect.has_directives else ""
    return re.compile(
        rf"(?P<space>[ \t\f\v\u00a0\ufeff]+|\\\r?\n)|(?P<line>\r\n?|\n)|(?P<comment>{dialect.line_comments})|{block}"
        rf"{heredoc}{strings}|{directive}(?P<number>{dialect.numbers})|(?P<name>{dialect.names})|{symbols}"
        rf"(?P<mark>{marks})|(?P<open>[(\[{{])|(?P<close>[)\]}}])|(?P<other>.)",
        re.DOTALL,
    )


def _unnumbered(pattern: str, *, keep: bool = False) -> str:
    """An opener's pattern as part of a larger one: its groups are asked for when it has matched."""
    if keep:
        return pattern.replace(r"\1", r"(?P=quote)").replace("([", "(?P<quote>[", 1)
    return re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern)
