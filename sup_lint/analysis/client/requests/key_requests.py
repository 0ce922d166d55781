"""Where a client's code sends the key, or hands it to the SDK."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.client.requests.published_origin import is_published
from sup_lint.analysis.client.requests.typed_key import is_from_user, is_state
from sup_lint.analysis.client.shipping import Shipped, shipped, shipped_at
from sup_lint.analysis.dataflow.values import Constant, Entries, External, Frame, Items, Values, as_text
from sup_lint.analysis.places.finder import PlaceFinder
from sup_lint.analysis.places.sdk import SdkCalls
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.queries import Queries
from sup_lint.keys.formats import is_key_in_certain_place, strip_scheme
from sup_lint.keys.names import AUTH_HEADERS, HOST, is_key_header
from sup_lint.model.region import Region

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.places.place import Place
    from sup_lint.analysis.project import Project

# A cookie or a slot of a browser's storage may be named after the header, and sends nothing.
_KEEPING = frozenset("storage localstorage sessionstorage cookies cookie cache store map params searchparams".split())
# What describes a header and doesn't give it.
_SCHEMAS = ("zod.", "yup.", "joi.", "valibot.", "@sinclair/typebox.", "io-ts.", "superstruct.", "arktype.")
_CONSTANTS = model.Literal | model.Mapping | model.Sequence | model.Function
_FARTHEST = 8


@dataclass(frozen=True, slots=True)
class KeyRequest:
    """One request with the key, or one client of the SDK: `region` is that of the key's expression.

    `header` is the header's name, empty for the SDK. `is_users_own` if the client's user has given the key.
    """

    region: Region
    header: str
    is_users_own: bool
    why: Shipped


def key_requests(file: "AnalysedFile", project: "Project") -> Iterator[KeyRequest]:
    """Yield where `file`, if it is shipped to clients, sends a key that it holds; each expression once.

    Literal keys and published variables are left to the rules that report them where they stand.
    """
    program = file.program
    if program is None or shipped(file, project) is None:
        return
    seen: set[Region] = set()
    finder = _RequestFinder(program, project)
    for region, header, value, frame in finder.found():
        why = shipped_at(file, region, project)
        if why is None or region in seen or isinstance(value, _CONSTANTS):
            continue
        is_users_own = is_from_user(value, program, project)
        if finder.is_held(value, frame, is_set_later=is_users_own or is_state(value, program, project)):
            seen.add(region)
            yield KeyRequest(region, header, is_users_own, why)


class _RequestFinder:
    def __init__(self, program: Program, project: "Project") -> None:
        self._program = program
        self._project = project
        self._flow = project.flow
        self._scopes = project.scopes(program)
        self._sdk = SdkCalls(program, project)
        self._queries = Queries(program, project)

    def found(self) -> Iterator[tuple[Region, str, Node, Frame]]:
        """The expressions that are sent as the key: their regions, headers and frames."""
        for place in PlaceFinder(self._program, self._project).places():
            frame = place.frame or self._flow.frame(self._program)
            if self._is_header(place):
                yield place.value.region, place.name, place.value, frame
            elif self._is_constructor(place):
                spelled = _spelled_key(place)
                yield spelled.region, "", spelled, frame

    def _is_constructor(self, place: "Place") -> bool:
        return (
            place.kind == "argument"
            and place.name.endswith("()")
            and isinstance(place.user, model.Call)
            and self._sdk.constructs_client(place.user)
        )

    def _is_header(self, place: "Place") -> bool:
        name = place.name.lower()
        if place.kind not in {"header", "entry"} or not (name.startswith("x-") or name in AUTH_HEADERS):
            return False
        if isinstance(place.user, model.Call) and isinstance(place.user.function, model.Attribute):
            holder = last_name(place.user.function.value).lower()
            if last_name(place.user.function).endswith("Item") or any(holder.endswith(each) for each in _KEEPING):
                return False
        return is_key_header(name) or self._asks_vendor(place.user)

    def _asks_vendor(self, node: Node, depth: int = _FARTHEST) -> bool:
        """Whether a header such as Authorization belongs to a request to the vendor's host."""
        current: Node | None = node
        for _ in range(depth):
            if isinstance(current, model.Call) and (urls := self._queries.urls_of(current)):
                return any(HOST.search(url) for url in urls)
            if isinstance(current, model.Bind) and isinstance(current.target, model.Name):
                target = current.target
                uses = [each for each in self._scopes.names.get(target.id, ()) if each is not target]
                return depth > 1 and any(self._asks_vendor(use, depth // 2) for use in uses)
            if current is None or isinstance(current, model.Function):
                return False
            current = self._scopes.parents.get(id(current))
        return False

    def is_held(self, value: Node, frame: Frame, *, is_set_later: bool) -> bool:
        """Whether an expression gives a key that no other rule reports where it comes from, and no placeholder.

        `is_set_later` says that the values known are those that it begins with.
        """
        if isinstance(value, model.Literal | model.Mapping | model.Sequence | model.Function):
            return False
        values = self._flow.evaluate(value, frame)
        literal = [_is_literal_key(each) for each in values]
        # Of a choice between a literal of another line and a key from elsewhere, the latter is sent, too.
        is_mixed = isinstance(value, model.Choice) and not all(literal) and not _spells_key(value)
        if (any(literal) and not is_mixed) or (not is_set_later and _is_harmless(values)):
            return False
        return not is_published(value, self._program, self._project)


def _spelled_key(place: "Place") -> Node:
    """The expression of `apiKey` in the SDK's options, where it is spelled there; else the options."""
    value = place.value
    if isinstance(value, model.Subscript) and isinstance(value.index, model.Literal) and not value.index.raw:
        options = value.value
        entries = options.entries if isinstance(options, model.Mapping) else ()
        for entry in entries:
            if isinstance(entry.key, model.Literal) and entry.key.value == value.index.value:
                return entry.value
    return value


def _spells_key(value: Node) -> bool:
    return any(
        isinstance(each, model.Literal) and _is_literal_key(Constant(each.value)) for each in model.walk((value,))
    )


def _is_literal_key(value: object) -> bool:
    text = as_text(value.value) if isinstance(value, Constant) else None
    return text is not None and is_key_in_certain_place(strip_scheme(text))


def _is_harmless(values: Values) -> bool:
    """Whether nothing among the values can be a key: placeholders, numbers, lists, descriptions of headers."""
    known = values.alternatives
    if not known:
        return values.exact  # options without a key: new Supertone({ serverURL: "/speech" })
    if any(isinstance(each, External) and each.name.startswith(_SCHEMAS) for each in known):
        return True
    return (values.exact or len(known) > 1) and all(isinstance(each, Constant | Entries | Items) for each in known)
