"""The names of the environment's variables that keys in clear shall come from."""

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from sup_lint.analysis import program as model
from sup_lint.analysis.fixes.literal_nodes import node_of
from sup_lint.analysis.fixes.naming.fallbacks import fallback_of, variables_read
from sup_lint.analysis.fixes.naming.holders import file_word, qualifiers_around, qualifiers_of, spelled_variable
from sup_lint.analysis.fixes.naming.silenced import is_silenced
from sup_lint.analysis.fixes.naming.used import Given, given_by_dotenv, read_by_code
from sup_lint.analysis.literal_keys import literal_keys
from sup_lint.keys.names import VARIABLE
from sup_lint.sources.language import family_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.project import Project


_FALLBACK = 1


class _Claim(NamedTuple):
    """What a key would be called for one of its literals, the strongest reason first; `place` settles the rest.

    `is_idle` says that the literal stays, or is no code of the program: names are for those that are read.
    """

    is_idle: bool
    rank: int
    is_likely: bool
    is_test: bool
    place: tuple[str, tuple[int, ...]]
    name: str
    value: str


class _Variables:
    """The names given to the keys of one project so far."""

    def __init__(self, project: "Project") -> None:
        self.given: list[Given] = given_by_dotenv(project)
        self.names: dict[str, str] = {}
        self.taken: set[str] = set()
        self.counted: Counter[str] = Counter()
        self.known: set[int] = set()
        self.usual = VARIABLE
        self.read: list[str] = []


_VARIABLES: WeakKeyDictionary["Project", _Variables] = WeakKeyDictionary()


def variable_for(literal: "LiteralKey", project: "Project") -> str:
    """The name of the variable that a key in clear shall come from.

    The variable that a dotenv file gives this key under, or that the code around falls back from; the name that the
    project uses for its key; one made from what holds the literal: SUPERTONE_API_KEY_PROD. Equal keys get equal names,
    different keys different ones, with the name of the file if nothing else tells them apart; this is decided over all
    files of the run, whatever their order. Keys that comments silence, and those in tests and documents, come last.
    """
    fallback = _fallen_back_from(literal, project)
    if fallback:
        return fallback
    variables = _named(project)
    if literal.value not in variables.names:
        _add(variables, [literal], project)
    return variables.names[literal.value]


def variable_caveat(literal: "LiteralKey", project: "Project") -> str:
    """Why the variable may give another key than the literal is, as a sentence without a subject; mostly empty."""
    if _fallen_back_from(literal, project):
        return ""
    name = variable_for(literal, project)
    if name in _read_otherwise(literal, project):
        return f"uses the key of {name} in both cases from now on"
    for each in _named(project).given:
        if each.name == name and each.value != literal.value and each.is_key:
            return f"uses another key from now on: {each.path} gives {name} a different value"
    return ""


def _read_otherwise(literal: "LiteralKey", project: "Project") -> list[str]:
    """The variables of the other branch, where a literal is one of two keys: `os.environ["K"] if prod else "…"`."""
    node, program = node_of(literal), literal.file.program
    if node is None or program is None:
        return []
    return [
        name
        for parent in project.scopes(program).ancestors(node)
        if isinstance(parent, model.Choice) and parent.how == "ternary"
        for name in variables_read(parent)
    ]


def _named(project: "Project") -> _Variables:
    variables = _VARIABLES.get(project)
    if variables is None:
        variables = _VARIABLES[project] = _Variables(project)
        literals: list[LiteralKey] = []
        # Evaluation loads further modules.
        while fresh := [file for file in project.files() if id(file) not in variables.known]:
            variables.known.update(map(id, fresh))
            literals += [literal for file in fresh for literal in literal_keys(file, project)]
        variables.read = read_by_code(project)
        dotted = [*variables.read, *(each.name for each in variables.given)]
        variables.usual = next((name for name in dotted if not qualifiers_of(name)), next(iter(dotted), VARIABLE))
        _add(variables, literals, project)
    return variables


def _add(variables: _Variables, literals: "Iterable[LiteralKey]", project: "Project") -> None:
    claims = sorted(_claim(literal, variables, project) for literal in literals)
    for claim in claims:
        if claim.value in variables.names:
            continue
        name = claim.name
        if name in variables.taken:
            if claim.rank == _FALLBACK:
                continue  # it keeps the variable all the same; other copies of the key need one of their own
            name = base = "_".join(filter(None, (name, file_word(claim.place[0]))))
            while name in variables.taken:
                variables.counted[base] += 1
                name = f"{base}_{variables.counted[base] + 1}"
        variables.names[claim.value] = name
        variables.taken.add(name)


def _claim(literal: "LiteralKey", variables: _Variables, project: "Project") -> _Claim:
    rank, name = _wanted(literal, variables, project)
    place = literal.file.path, tuple(literal.file.on_disk(literal.region))
    is_idle = rank > _FALLBACK and (
        literal.kind == "comment"
        or literal.file.is_prose
        or project.is_test(literal.file)
        or is_silenced(literal, project)
    )
    return _Claim(is_idle, rank, not literal.certain, project.is_test(literal.file), place, name, literal.value)


def _wanted(literal: "LiteralKey", variables: _Variables, project: "Project") -> tuple[int, str]:
    given = [each.name for each in variables.given if each.value == literal.value]
    if given:
        return 0, min(given, key=lambda name: (name != variables.usual, len(name), name))
    fallback = _fallen_back_from(literal, project)
    if fallback:
        return _FALLBACK, fallback
    spelled = spelled_variable(literal)
    if spelled:
        return 2, spelled
    words = qualifiers_of(literal.name) or qualifiers_around(literal, project)
    if not words:
        return 4, variables.usual
    for name in variables.read:
        if qualifiers_of(name) == words:
            return 3, name
    return 3, "_".join((variables.usual, *words))


def _fallen_back_from(literal: "LiteralKey", project: "Project") -> str:
    fallback = fallback_of(literal, project)
    if fallback is not None:
        return fallback.variable
    # const { SUPERTONE_KEY = "…" } = process.env
    is_taken_apart = literal.kind == "default" and family_of(literal.file.language) == "javascript"
    return literal.name if is_taken_apart and literal.name.isupper() and literal.name.isidentifier() else ""
