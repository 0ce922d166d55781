"""Functions from outside the project that pass a secret on, in another form or in part."""

import re
from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.dataflow import calls, objects
from sup_lint.analysis.dataflow.values import (
    NOTHING,
    UNKNOWN,
    Arguments,
    Constant,
    Entries,
    External,
    FunctionValue,
    Items,
    Value,
    Values,
    as_text,
    one,
    sources_of,
    union,
)
from sup_lint.analysis.taint import clients, rendering

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

# Give text in which all of what they are given still shows; encodings can be reversed and hide nothing.
_SHOWING = frozenset(
    """
    str repr ascii format json.dumps orjson.dumps ujson.dumps simplejson.dumps msgspec.json.encode pprint.pformat
    pprint.saferepr rich.pretty.pretty_repr reprlib.repr yaml.dump yaml.safe_dump toml.dumps tomli_w.dumps pickle.dumps
    urllib.parse.urlencode urllib.parse.quote urllib.parse.quote_plus html.escape markupsafe.escape markupsafe.Markup
    textwrap.indent textwrap.fill textwrap.wrap textwrap.shorten shlex.join shlex.quote click.style typer.style
    termcolor.colored rich.panel.Panel rich.text.Text rich.text.Text.from_markup rich.markdown.Markdown rich.json.JSON
    rich.syntax.Syntax rich.pretty.Pretty rich.markup.escape tabulate.tabulate gettext.gettext gettext _
    devtools.pformat
    devtools.debug.format icecream.ic icecream.ic.format base64.b64encode base64.urlsafe_b64encode
    base64.standard_b64encode base64.b32encode base64.b16encode base64.encodebytes binascii.hexlify binascii.b2a_hex
    binascii.b2a_base64 codecs.encode zlib.compress gzip.compress bz2.compress bytes pandas.DataFrame pandas.Series
    structlog.processors.JSONRenderer requests.utils.dict_from_cookiejar toolz.keymap prettytable.PrettyTable
    traceback.format_exception traceback.format_exception_only traceback.TracebackException.from_exception
    IPython.display.HTML IPython.display.Markdown IPython.display.JSON
    """.split()
)
_HEADER_TYPES = frozenset(
    """
    httpx.Headers requests.structures.CaseInsensitiveDict multidict.CIMultiDict multidict.CIMultiDictProxy
    starlette.datastructures.Headers starlette.datastructures.MutableHeaders werkzeug.datastructures.Headers
    urllib3.HTTPHeaderDict email.message.Message
    """.split()
)
# Of a mapping they take the keys.
_LISTING = frozenset({"list", "tuple", "set", "frozenset", "sorted", "iter", "enumerate", "reversed", "max", "min"})
_SECRET_TYPES = frozenset({"SecretStr", "SecretBytes", "Secret"})
_FILLING_IN = frozenset({"replace", "replaceAll"})
_DUMPING = frozenset({"model_dump", "model_dump_json", "dict", "json"})
_REVEALING = frozenset({"get_secret_value", "reveal", "expose"})
_PATTERN_METHODS = frozenset({"sub", "subn", "search", "match", "fullmatch", "findall", "split"})
# A repeated group can take exponential time on text that doesn't match.
_REPEATED_GROUP = re.compile(r"\)[*+{]")
_LONGEST_PATTERN = 500


def called(flow: "Flow", name: str, callee: External, arguments: Arguments, node: model.Call | None) -> Values | None:
    """What a function makes of the secrets among its arguments; None where it is nothing that this module knows."""
    last = name.rpartition(".")[2]
    if last in _SECRET_TYPES:
        return one(External("pydantic.SecretStr()", node, arguments, callee))
    if last in _REVEALING and callee.owner is not None and callee.owner.arguments is not None:
        positional, _ = calls.evaluated(flow, callee.owner.arguments)
        return positional[0] if positional else None
    if last in _DUMPING and callee.owner is not None and callee.owner.name.endswith(".Security()"):
        return _dumped(flow, callee.owner)
    if name in _HEADER_TYPES and not arguments.nodes:
        return one(Entries({}, NOTHING, any_case=True))
    if name in _HEADER_TYPES:
        return clients.as_headers(calls.evaluated(flow, arguments)[0][0])
    if name in _SHOWING:
        return _shown(flow, name, arguments)
    if last in _PATTERN_METHODS and (name.startswith(("re.", "regex.")) or "re.compile()" in name):
        return _matched(flow, last, callee, arguments)
    if name in _LISTING and arguments.nodes:
        return _listed(flow, arguments)
    if name in {"vars", "dataclasses.asdict", "attrs.asdict", "attr.asdict"} and arguments.nodes:
        return _attributes(flow, arguments)
    if last in {"substitute", "safe_substitute"}:
        positional, named = calls.evaluated(flow, arguments)
        return _first_shown(flow, [*positional, *named.values()])
    return None


def filled_in(flow: "Flow", name: str, arguments: Arguments) -> Values | None:
    """A text that isn't known, a page say, with a secret put in for a word: `html.replace("{{KEY}}", key)`."""
    if name.rpartition(".")[2] not in _FILLING_IN:
        return None
    return _first_shown(flow, calls.evaluated(flow, arguments)[0][1:2])


def _dumped(flow: "Flow", security: External) -> Values | None:
    """The mapping that the SDK's model of the key is dumped as."""
    if security.arguments is None:
        return None
    held: dict[Hashable, Values] = {}
    held.update(calls.evaluated(flow, security.arguments)[1])
    return one(Entries(held, UNKNOWN))


def _listed(flow: "Flow", arguments: Arguments) -> Values | None:
    """The keys of a mapping, as a list; None for what isn't one."""
    for value in calls.evaluated(flow, arguments)[0][0] if not arguments.nodes[0].spread else ():
        if isinstance(value, Entries):
            return one(Items(tuple(one(Constant(key)) for key in value.entries)))
    return None


def _shown(flow: "Flow", name: str, arguments: Arguments) -> Values | None:
    positional, named = calls.evaluated(flow, arguments)
    if name == "format" and len(positional) > 1:
        return None
    conversion = "r" if name in {"repr", "ascii", "pprint.pformat", "reprlib.repr"} else ""
    return _first_shown(flow, [*positional, *named.values()], conversion)


def _first_shown(flow: "Flow", several: list[Values], conversion: str = "") -> Values | None:
    found: list[Values] = []
    for values in several:
        shown = rendering.shown(flow, values, conversion)
        secrets = tuple(value for value in shown if sources_of(value))
        if secrets:
            found.append(Values(tuple(_as_text(value) for value in secrets), exact=False))
    return union(found) if found else None


def _as_text(value: Value) -> Value:
    """Bytes as text shows them, so that a text around can be put together."""
    if isinstance(value, Constant) and isinstance(value.value, bytes):
        return Constant(as_text(value.value) or "", value.origins)
    return value


def _attributes(flow: "Flow", arguments: Arguments) -> Values | None:
    """`vars(…)` of a client, or of options that are a mapping here already."""
    values = calls.evaluated(flow, arguments)[0]
    for value in values[0] if values else ():
        if isinstance(value, Entries):
            return one(value)
        if isinstance(value, External):
            held = objects.member(flow, value, "__dict__")
            if held is not None and any(isinstance(each, Entries) for each in held):
                return held
            if value.name.rpartition(".")[2] in {"Session()", "Client()", "AsyncClient()"}:
                return one(Entries({"headers": _headers_of(flow, arguments)}, UNKNOWN))
    return None


def _headers_of(flow: "Flow", arguments: Arguments) -> Values:
    """The headers of the client that is the first argument, with all that was put in."""
    client = arguments.nodes[0].value
    scopes = flow.modules.scopes(arguments.frame.program)

    def spelled() -> model.Attribute:
        made = model.Attribute(client.region, client, "headers")
        scopes.adopt(made, client)
        return made

    return flow.evaluate(flow.once(("headers of", client), spelled), arguments.frame)


# --- regular expressions -------------------------------------------------------------------------------------------


def _matched(flow: "Flow", method: str, callee: External, arguments: Arguments) -> Values | None:
    """What `re.sub(…)`, a compiled pattern's `search(…)` and the like give for known text."""
    positional, named = calls.evaluated(flow, arguments)
    flags = [named["flags"]] if "flags" in named else []
    compiled = next((each for each in _owners(callee) if each.name == "re.compile()"), None)
    if compiled is not None and compiled.arguments is not None:
        given, given_named = calls.evaluated(flow, compiled.arguments)
        positional = given[:1] + positional
        flags += [*given[1:], *given_named.values()]
    if "count" in named:
        positional = [*positional[:3], named["count"]]
    needed = 3 if method in {"sub", "subn"} else 2
    if len(positional) < needed:
        return None
    if method not in {"sub", "subn"}:
        flags += positional[2:]
    pattern = next(iter(sorted(positional[0].texts())), "")
    texts = list(positional[needed - 1].constants())
    if not texts:
        return None
    if not pattern or len(pattern) > _LONGEST_PATTERN or _REPEATED_GROUP.search(pattern):
        return UNKNOWN
    try:
        expression = re.compile(pattern, _flags(flags))
    except (re.error, OverflowError):
        return UNKNOWN
    found = [_result(method, expression, positional, text) for text in texts]
    return Values(tuple(value for values in found for value in values), positional[needed - 1].exact)


def _owners(value: External) -> Iterator[External]:
    owner: External | None = value
    while owner is not None:
        yield owner
        owner = owner.owner


def _flags(several: list[Values]) -> int:
    letters = {
        "I": re.IGNORECASE,
        "IGNORECASE": re.IGNORECASE,
        "S": re.DOTALL,
        "DOTALL": re.DOTALL,
        "M": re.MULTILINE,
        "MULTILINE": re.MULTILINE,
        "X": re.VERBOSE,
        "VERBOSE": re.VERBOSE,
    }
    total = 0
    for values in several:
        for value in values:
            if isinstance(value, External):
                total |= letters.get(value.name.rpartition(".")[2], re.NOFLAG)
    return total


def _result(method: str, expression: re.Pattern[str], positional: list[Values], text: Constant) -> Values:
    shown = as_text(text.value)
    if shown is None:
        return UNKNOWN
    if method in {"sub", "subn"}:
        replacement = next(iter(positional[1].constants()), None)
        new = as_text(replacement.value) if replacement is not None else None
        if new is None:
            return _replaced_by_function(positional[1], expression, shown, text)
        counts = [each.value for each in positional[3].constants()] if len(positional) > 3 else [0]
        if len(counts) != 1 or not isinstance(counts[0], int):
            return UNKNOWN
        try:
            return one(Constant(expression.sub(new, shown, count=counts[0]), text.origins))
        except (re.error, IndexError):
            return UNKNOWN
    if method in {"findall", "split"}:
        parts = expression.split(shown) if method == "split" else [match[0] for match in expression.finditer(shown)]
        return one(Items(tuple(one(Constant(part, text.origins)) for part in parts if part is not None)))
    # A secret may or may not match where its stand-in does.
    if sources_of(text):
        return UNKNOWN
    return one(Constant(bool(getattr(expression, method)(shown))))


def _replaced_by_function(replacement: Values, expression: re.Pattern[str], shown: str, text: Constant) -> Values:
    """A function that makes the replacement is trusted to mask what matched."""
    if any(isinstance(value, FunctionValue) for value in replacement):
        return one(Constant(expression.sub("***", shown), text.origins))
    return UNKNOWN
