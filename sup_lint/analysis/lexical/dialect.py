"""What the reader must know of a language: its strings and comments, and the words that open its statements."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StringSyntax:
    """One way to write a string.

    `opener` is a regular expression; `closer` the text that ends the string, in which `{1}` stands for the opener's
    first group. `escape` is a backslash, `doubled` (a closer written twice), or empty. `fields` are the marks that
    begin an interpolated expression: `$` for a bare name, `${`, `#{`, `{$`, `{` or `\\(`, which brackets close.
    """

    opener: str
    closer: str
    escape: str = "\\"
    is_long: bool = False  # goes on over lines
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dialect:
    """The lexical shape of one language."""

    name: str
    strings: tuple[StringSyntax, ...]
    line_comments: str = r"//[^\r\n]*"
    has_block_comments: bool = True
    nests_comments: bool = False
    names: str = r"[^\W\d]\w*"
    numbers: str = r"\d(?:\w|\.(?=\d))*"
    heredocs: str = ""  # a regular expression: group 1 the quote, group 2 the word that ends it
    heredoc_fields: tuple[str, ...] = ()
    has_regexes: bool = False
    has_directives: bool = False  # #define and the like, at the start of a line
    in_markup: bool = False  # code between <?php and ?>
    ends_blocks: bool = False  # blocks end with `end`
    newline_ends: bool = False  # a statement ends with its line
    member_marks: frozenset[str] = frozenset({".", "?.", "::"})
    joins: str = "+"
    pair_marks: frozenset[str] = frozenset()  # `key => value`
    arrows: frozenset[str] = frozenset({"=>", "->"})  # `parameters => body`
    braces: str = "collection"  # what { opens in an expression: collection or closure
    takes_closure: bool = False  # f(x) { … }
    takes_words: bool = False  # f "x", "y"
    joins_neighbours: bool = False  # "a" "b" is one string
    has_typed_names: bool = False  # name: Type
    type_follows: bool = False  # name Type, as in Go
    has_parenthesised_tests: bool = True
    has_bare_functions: bool = False  # Type name(parameters) { … }
    gives_last: bool = False  # a function's last expression is its result
    has_messages: bool = False  # [receiver selector:argument]
    class_words: frozenset[str] = frozenset({"class", "interface", "struct", "enum", "trait", "union"})
    function_words: frozenset[str] = frozenset()
