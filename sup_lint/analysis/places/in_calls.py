"""Places in calls: of the SDK, of functions that take a name and a value, of options with defaults."""

from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import Entries
from sup_lint.analysis.places.comparisons import Comparisons
from sup_lint.analysis.places.naming import Naming
from sup_lint.analysis.places.place import Place
from sup_lint.analysis.places.sdk import SdkCalls
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.project import Project
from sup_lint.analysis.scopes import Scopes
from sup_lint.keys.names import (
    AUTH_HEADERS,
    PACKAGE,
    is_key_header,
    is_key_name,
    is_neutral_name,
    mentions_vendor,
    words_of,
)

# Functions whose arguments are a name and, right behind it, a value or default.
_PAIRING = frozenset(
    """
    getenv get pop setdefault getattr setattr setenv putenv add_header putheader add append header set set_header
    add_unredirected_header env config get_env getenv_or environ str setitem __setitem__ setdefault_env
    get_secret getstr insert replace_header setRequestHeader update_header secret
    Set Add Put Append put fetch add_field define setProperty SetEnvironmentVariable setEnvironmentVariable set_var
    Setenv getOrElse insert_header append_header TryAddWithoutValidation buildConfigField resValue
    getOrThrow getOrDefault setHeader setItem getItem setDefault stubEnv defineString defineSecret setDefaultHeader
    """.split()
)
_OPTION_VALUES = frozenset("default default_value fallback initial const value header_value default_factory".split())
_PROVIDING = frozenset({"provider", "vendor", "engine", "service", "backend", "name", "type", "tts", "platform", "api"})
_SETTING = frozenset({"set", "with", "use", "configure", "init", "update"})
_PUTTING_TOGETHER = frozenset({"zip", "zip_longest", "izip", "map"})


class CallPlaces:
    """Finds the places in the calls of one program."""

    def __init__(self, program: Program, project: Project) -> None:
        self._program = program
        self._flow = project.flow
        self._scopes: Scopes = project.scopes(program)
        self._sdk = SdkCalls(program, project)
        self._naming = Naming(program, project)
        self._comparisons = Comparisons(self._naming)

    def in_call(self, node: model.Call) -> Iterator[Place]:
        """Yield the places of one call."""
        sdk = self._sdk.constructs_client(node)
        callee = last_name(node.function)
        if sdk:
            yield from self._constructor(node)
        yield from self._comparisons.of_wholes(node, callee)
        yield from self._set(node, callee)
        if callee == "parametrize" and len(node.arguments) > 1:
            yield from self._parametrized(node)
        pairing = callee in _PAIRING or bool({"env", "header"} & set(words_of(callee)))
        names = [self._naming.text(argument.value) for argument in node.arguments]
        named_option = neutral_option = ""
        for index, (argument, text) in enumerate(zip(node.arguments, names, strict=True)):
            option = text.lstrip("-") if text else ""
            if option and (is_key_name(option) or is_key_header(option)):
                named_option = named_option or option
                following = node.arguments[index + 1] if index + 1 < len(node.arguments) else None
                if following is not None and not following.name and not following.spread:
                    kind = "header" if is_key_header(option) and "-" in option else "environment"
                    yield Place(following.value, kind, option, certain=True, user=node, shaped=not pairing)
            elif (
                index
                and text
                and " " not in text
                and is_neutral_name(option)
                and is_key_name(f"{names[index - 1]}.{option}")
            ):
                # set_password("supertone", "api_key", …)
                for following in node.arguments[index + 1 : index + 2]:
                    yield Place(following.value, "environment", option, certain=True, user=node, shaped=True)
            elif option and not index and not argument.name and is_neutral_name(option):
                neutral_option = option
            elif option.lower() in AUTH_HEADERS and index + 1 < len(node.arguments):
                yield Place(node.arguments[index + 1].value, "header", option, certain=False, user=node)
            if argument.name and not (sdk and argument.name in {"api_key", "apiKey"}):
                yield from self._keyword(argument, callee, node)
        if callee == "fromkeys" or (callee == "dict" and self._is_made_of_pairs(node)):
            yield from self._in_made_mapping(node)
        yield from self._comparisons.of_parts(node, callee)
        if not named_option:
            named_option = self._declared_name(node)
        if named_option or neutral_option:
            for argument in node.arguments:
                is_default = (argument.name or "").startswith(("default", "fallback"))
                if is_default or (named_option and argument.name in _OPTION_VALUES):
                    kind = "default" if is_default else "environment"
                    name = named_option or neutral_option
                    yield Place(argument.value, kind, name, certain=bool(named_option), user=node)
        if named_option and callee in {"option", "requiredOption", "addOption", "positional", "flag"}:
            # program.option("--supertone-api-key <key>", "the key", "…") of commander
            for argument in node.arguments[2:]:
                yield Place(argument.value, "default", named_option, certain=True, user=node, shaped=True)
        yield from self._in_options(node, named_option)
        if named_option:
            first = node.arguments[0] if node.arguments else None
            if callee in {"Option", "Argument", "Field", "Header", "Query"} and first is not None and not first.name:
                yield Place(first.value, "default", named_option, certain=True, user=node)

    def _set(self, node: model.Call, callee: str) -> Iterator[Place]:
        """The argument of a method that is named after the key it takes: setSupertoneApiKey("…")."""
        words = words_of(callee)
        if len(words) > 1 and words[0] in _SETTING and len(node.arguments) == 1 and not node.arguments[0].name:
            name = callee
            if is_neutral_name(callee.removeprefix(words[0])) and isinstance(node.function, model.Attribute):
                name = f"{last_name(node.function.value)}.{callee.removeprefix(words[0])}"  # supertone.setApiKey("…")
            if is_key_name(name):
                yield Place(node.arguments[0].value, "argument", f"{callee}()", certain=True, user=node, shaped=True)

    def _in_options(self, node: model.Call, name: str) -> Iterator[Place]:
        """The defaults among the options that follow a name: option("supertone-api-key", { default: "…" })."""
        for argument in node.arguments[1:] if name else ():
            if isinstance(argument.value, model.Mapping):
                for entry in argument.value.entries:
                    if isinstance(entry.key, model.Literal) and entry.key.value in _OPTION_VALUES | {"defaultValue"}:
                        yield Place(entry.value, "default", name, certain=True, user=node)

    def _is_made_of_pairs(self, node: model.Call) -> bool:
        """Whether `dict(…)` puts names and values together that stand apart; other pairs and mappings are places."""
        for argument in node.arguments[:1]:
            made = [argument.value]
            if isinstance(argument.value, model.Name):
                position = self._scopes.position(argument.value)
                made += [each.value for each in self._scopes.lookup(argument.value.id, position) or () if each.value]
            if any(
                isinstance(each, model.Comprehension)
                or (isinstance(each, model.Call) and last_name(each.function) in _PUTTING_TOGETHER)
                for each in made
            ):
                return True
        return False

    def _in_made_mapping(self, node: model.Call) -> Iterator[Place]:
        """The headers of a mapping that a call makes: dict(zip(names, values)), dict.fromkeys(names, value)."""
        for value in self._flow.evaluate(node, self._flow.frame(self._program)):
            for key in value.entries if isinstance(value, Entries) else ():
                if isinstance(key, str) and is_key_header(key):
                    made = _subscript(self._scopes, node, model.Literal(node.region, key))
                    yield Place(made, "header", key, certain=True, user=node)

    def _parametrized(self, node: model.Call) -> Iterator[Place]:
        """The values that a test takes for a parameter named after the key."""
        given = node.arguments[0].value
        texts = (
            [self._naming.text(item) for item in given.items]
            if isinstance(given, model.Sequence)
            else self._naming.text(given).split(",")
        )
        names = [text.strip() for text in texts]
        rows = node.arguments[1].value
        for index, name in enumerate(names):
            if is_key_name(name) and isinstance(rows, model.Sequence):
                for row in rows.items:
                    cells = row.items if isinstance(row, model.Sequence) and len(names) > 1 else (row,)
                    if index < len(cells):
                        yield Place(cells[index], "argument", name, certain=True, user=node)

    def _declared_name(self, node: model.Call) -> str:
        """The key's name that a neighbour gives an option or field: `option("--key", envvar="SUPERTONE_API_KEY")`."""
        for argument in node.arguments:
            value = argument.value
            texts = [self._naming.text(value)]
            if isinstance(value, model.Sequence):
                texts = [self._naming.text(item) for item in value.items]
            elif isinstance(value, model.Call):  # AliasChoices("SUPERTONE_API_KEY", …)
                texts = [self._naming.text(item.value) for item in value.arguments]
            for text in texts:
                if text and is_key_name(text.lstrip("-")):
                    return text.lstrip("-")
        return ""

    def _constructor(self, node: model.Call) -> Iterator[Place]:
        for index, argument in enumerate(node.arguments):
            if argument.name in {"api_key", "apiKey"} or (index == 0 and not argument.name and not argument.spread):
                if self._program.language == "python" or isinstance(argument.value, model.Literal | model.Join):
                    yield Place(argument.value, "argument", f"{last_name(node.function)}()", certain=True, user=node)
                else:
                    # new Supertone({ apiKey: "…" }), new Supertone(options)
                    made = _subscript(self._scopes, argument, model.Literal(argument.region, "apiKey"))
                    yield Place(made, "argument", f"{last_name(node.function)}()", certain=True, user=node)
            elif argument.spread:
                key = model.Literal(argument.region, "api_key" if argument.spread == "**" else 0)
                yield Place(
                    _subscript(self._scopes, argument, key),
                    "argument",
                    f"{last_name(node.function)}()",
                    certain=True,
                    user=node,
                )

    def _keyword(self, argument: model.Argument, callee: str, node: model.Call) -> Iterator[Place]:
        name = argument.name or ""
        path = f"{callee}.{name}" if mentions_vendor(callee) else name
        container = self._naming.container_name(node)
        full = f"{container}.{name}" if container else path
        if is_key_name(name) or is_key_name(path) or is_key_name(full):
            yield Place(argument.value, "argument", name, certain=True, user=node)
        elif is_neutral_name(name) and words_of(name) != ("key",):  # key= sorts, and asks caches
            certain = self.names_vendor(node)
            yield Place(argument.value, "argument", name, certain=certain, user=node, shaped=certain)

    def names_vendor(self, node: Node) -> bool:
        """Whether a neighbour says whose key it is: `{"provider": "supertone", "api_key": …}`."""
        pairs: list[tuple[str, Node]] = []
        if isinstance(node, model.Call):
            pairs = [(argument.name or "provider", argument.value) for argument in node.arguments]
        elif isinstance(node, model.Mapping):
            pairs = [(self._naming.text(entry.key), entry.value) for entry in node.entries if entry.key is not None]
        return any(
            name.lower() in _PROVIDING
            and isinstance(value, model.Literal)
            and isinstance(value.value, str)
            and words_of(value.value) == (PACKAGE,)
            for name, value in pairs
        )


def _subscript(scopes: Scopes, argument: model.Argument | model.Call, key: model.Literal) -> model.Subscript:
    """`mapping["api_key"]` for the mapping that `**mapping` spreads."""
    value = argument.value if isinstance(argument, model.Argument) else argument
    node = model.Subscript(argument.region, value, key)
    scopes.adopt(node, argument)
    return node
