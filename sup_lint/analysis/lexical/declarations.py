"""What stands before a definition, and lines that are for the compiler: annotations, modifiers, macros."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.lexical.groups import Group
from sup_lint.analysis.program import Node

if TYPE_CHECKING:
    from sup_lint.analysis.lexical.statements import Statements

MODIFIERS = frozenset(
    """
    public private protected internal fileprivate static final const val var let late lateinit open override abstract
    sealed inline suspend async mutable readonly extern unsafe pub mut virtual explicit volatile transient external
    factory required covariant lazy weak unowned dynamic indirect convenience nonisolated constexpr consteval constinit
    thread_local register data annotation inner companion expect actual tailrec operator infix native strictfp partial
    global implicit case friend typedef def mutating nonmutating volatile default synchronized __block local
    """.split()
)
_VALUES = frozenset({"val", "var", "let", "const", "final", "static", "def", "global"})
_LEVELS = frozenset({"pub", "private", "fileprivate", "internal", "public", "unowned"})


def annotations(reader: "Statements") -> list[Node]:
    """The annotations or attributes before a definition, as expressions."""
    found: list[Node] = []
    while reader.at < reader.end:
        mark, start = reader.text(), reader.start()
        if (
            mark == "@"
            and reader.token("name", 1)
            and reader.text(1) != "interface"
            and not reader.dialect.has_messages
        ):
            reader.at += 1
            while reader.text(1) == ":" and reader.token("name", 2):  # @field:Named("…")
                reader.at += 2
            name = reader.take()
            node: Node = model.Name(reader.region(start), name.text)
            while reader.text() in {".", "::"} and (member := reader.token("name", 1)):
                reader.at += 2
                node = model.Attribute(reader.region(start), node, member.text)
            if (group := reader.group("(")) is not None and not group.is_apart:
                reader.at += 1
                given = _arguments(reader, group)
                node = model.Call(reader.region(start), node, given)
            found.append(node)
        elif mark == "#" and (reader.group("[", 1) or (reader.text(1) == "!" and reader.group("[", 2))):
            reader.at += 2 if reader.text(1) == "!" else 1
            found += _attribute(reader)
        elif reader.dialect.name == "csharp" and reader.group("[") and not reader.is_over(1) and reader.text(1) != "=":
            found += _attribute(reader)
        else:
            break
    return found


def _attribute(reader: "Statements") -> list[Node]:
    group = reader.take()
    assert isinstance(group, Group), "the caller has seen it"
    return reader.inside(group).everything()


def _arguments(reader: "Statements", group: Group) -> tuple[model.Argument, ...]:
    from sup_lint.analysis.lexical.displays import arguments

    return arguments(reader.inside(group))


def skip_modifiers(reader: "Statements") -> bool:
    """Pass the words that say how something is declared; tell whether one of them declares a value."""
    declares = False
    own = reader.dialect.function_words | reader.dialect.class_words
    while (word := reader.token("name")) is not None and word.text in MODIFIERS - own:
        following = reader.peek(1)
        if following is None or reader.is_over(1):
            break
        if reader.text(1) == ":" and word.text in {"public", "private", "protected"}:
            reader.at += 2
            continue
        if isinstance(following, Group):
            if following.kind == "(" and word.text in _LEVELS and not reader.is_over(2):
                reader.at += 2
                continue
            if not (following.kind in "([" and word.text in {"let", "var", "val", "const"}):
                break
        elif following.kind != "name" and following.text not in {"@", "*", "&", "<", "mut", "::", "{", "?"}:
            break
        declares = declares or word.text in _VALUES
        reader.at += 1
    return declares


def line(reader: "Statements", found: list[Node]) -> None:
    """A line that declares nothing of interest."""
    begun = reader.at
    reader.at += 1
    while (item := reader.peek()) is not None and not item.is_first:
        reader.at += 1
    end, reader.end, reader.at = reader.end, reader.at, begun
    rest = reader.flat()
    found.append(model.Evaluate(rest.region, rest))
    reader.end = end


def directive(reader: "Statements", found: list[Node]) -> None:
    """A line for the preprocessor; #define binds a name."""
    start = reader.start()
    word = reader.take()
    begun = reader.at
    while (item := reader.peek()) is not None and not item.is_first:
        reader.at += 1
    end, reader.end = reader.end, reader.at
    reader.at = begun
    name = reader.token("name")
    if word.text.lstrip("# \t") == "define" and name is not None:
        reader.at += 1
        if reader.group("(") and reader.is_tight():
            reader.at += 1
        value = reader.whole() if reader.at < reader.end else None
        target = model.Name(reader.source.region(name.start, name.end), name.text)
        found.append(model.Bind(reader.region(start), target, value))
    elif reader.at < reader.end:
        rest = reader.flat()
        found.append(model.Evaluate(rest.region, rest))
    reader.at, reader.end = reader.end, end
