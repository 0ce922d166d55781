"""Keys in tests that set the environment themselves: what is set and what is expected change together."""

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name, place_of
from sup_lint.analysis.fixes.editing import edit
from sup_lint.analysis.fixes.literal_nodes import node_of
from sup_lint.analysis.fixes.naming.fallbacks import Standing, fallback_of
from sup_lint.analysis.fixes.placeholders import FOR_TESTS
from sup_lint.analysis.fixes.python.strings import occurrences
from sup_lint.analysis.fixes.python.targets import Form, Target
from sup_lint.analysis.literal_keys import literal_keys
from sup_lint.keys.names import is_key_name
from sup_lint.model.fix import Fix, Safety
from sup_lint.sources.language import family_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.project import Project
    from sup_lint.model.fix import Edit

_CAVEAT = "gives the code under test no real key: a test that calls the API fails then"
_CLEARING = frozenset({"dict", "delenv", "clear"})


class _Stays:
    """The keys of a project's tests in Python, and the placeholder of each that must not come from the environment."""

    def __init__(self, project: "Project") -> None:
        files = [file for file in project.files() if file.program is not None and family_of(file.language) == "python"]
        found = [literal for file in files for literal in literal_keys(file, project) if literal.kind != "comment"]
        self.literals: dict[str, list[LiteralKey]] = {}
        tests: list[AnalysedFile] = []
        elsewhere: set[str] = set()
        for literal in sorted(found, key=_place):
            if project.is_test(literal.file):
                known = self.literals.setdefault(literal.value, [])
                if not any(each.file is literal.file and each.region == literal.region for each in known):
                    known.append(literal)
                tests.append(literal.file)
            else:
                elsewhere.add(literal.value)
        clearing = {id(file) for file in tests if _clears_environment(file)}
        texts = [file.text for file in tests]
        self.placeholders: dict[str, str] = {}
        number = 1
        for value, literals in self.literals.items():
            is_set = any(_is_set(each, project) for each in literals)
            is_given = value not in elsewhere and any(
                _is_parametrized(each, project) or id(each.file) in clearing for each in literals
            )
            if not is_set and not is_given:
                continue
            while any(f"{quote}{_numbered(number)}{quote}" in text for text in texts for quote in "\"'"):
                number += 1
            self.placeholders[value] = _numbered(number)
            number += 1


_KNOWN: "WeakKeyDictionary[Project, _Stays]" = WeakKeyDictionary()


def stands_in_test(literal: "LiteralKey", project: "Project") -> bool:
    """Whether a test sets the key as its variable, or runs without the environment's: to read it is wrong there."""
    if literal.kind == "comment" or not project.is_test(literal.file):
        return False
    return literal.value in _stays(project).placeholders


def placeholder_fix(literal: "LiteralKey", project: "Project") -> Fix | None:
    """The same placeholder for a key wherever tests spell it, another one for each key; None if one can't be changed.

    Unsafe: whether the tests get along without a key of the API is for a person to see.
    """
    stays = _stays(project)
    shown = stays.placeholders[literal.value]
    made: list[Edit] = []
    for each in (*stays.literals[literal.value], literal):
        edits = list(_edits(each, shown))
        if not edits:
            return None
        made += edits
    return Fix(Safety.UNSAFE, f'put "{shown}" in the key\'s place', tuple(dict.fromkeys(made)), caveat=_CAVEAT)


def _stays(project: "Project") -> _Stays:
    known = _KNOWN.get(project)
    if known is None:
        known = _KNOWN[project] = _Stays(project)
    return known


def _place(literal: "LiteralKey") -> tuple[str, tuple[int, ...]]:
    return literal.file.path, tuple(literal.file.on_disk(literal.region))


def _numbered(number: int) -> str:
    return FOR_TESTS if number == 1 else f"{FOR_TESTS}-{number}"


def _edits(literal: "LiteralKey", shown: str) -> "Iterator[Edit]":
    node = node_of(literal)
    if not isinstance(node, model.Literal) or literal.pieces:
        return
    # In a pattern or a type, too, where no expression may stand.
    places = occurrences(Target(Form.WITHIN, node, node.region), literal)
    for place in places:
        made = edit(literal.file, place, shown)
        if made is not None:
            yield made


def _is_set(literal: "LiteralKey", project: "Project") -> bool:
    """Whether a literal is what a test gives a variable of the environment."""
    fallback = fallback_of(literal, project)
    return fallback is not None and fallback.standing in {Standing.SETTING, Standing.ENTRY}


def _is_parametrized(literal: "LiteralKey", project: "Project") -> bool:
    """Whether a literal is a value of `@pytest.mark.parametrize`: one of several keys that a test is run with."""
    node = node_of(literal)
    if node is None or literal.file.program is None:
        return False
    return any(
        isinstance(each, model.Call) and last_name(each.function) == "parametrize"
        for each in project.scopes(literal.file.program).ancestors(node)
    )


def _clears_environment(file: "AnalysedFile") -> bool:
    """Whether tests take variables away: `patch.dict(os.environ, {}, clear=True)`, `monkeypatch.delenv(…)`."""
    assert file.program is not None
    for node in file.program.nodes():
        if not isinstance(node, model.Call) or last_name(node.function) not in _CLEARING:
            continue
        match last_name(node.function):
            case "delenv":
                if any(is_key_name(_spelled(each.value)) for each in node.arguments[:1]):
                    return True
            case "clear":
                if "environ" in place_of(node.function):
                    return True
            case _:
                names = [_spelled(each.value) for each in node.arguments]
                if any(each.name == "clear" for each in node.arguments) and any("environ" in name for name in names):
                    return True
    return False


def _spelled(node: "model.Node") -> str:
    return str(node.value) if isinstance(node, model.Literal) else place_of(node)
