"""Templates of pages that show the key: `{{ config.SUPERTONE_API_KEY }}`, `<%= ENV["SUPERTONE_API_KEY"] %>`."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sup_lint.analysis.sinks.page_text import is_mail_name, is_markup
from sup_lint.keys.names import is_key_name, mentions_vendor

# What a template puts into the page: Jinja, Django, Handlebars, Twig, Liquid, Blade; EJS, ERB, JSP; PHP; Razor.
_SHOWN = re.compile(
    r"""
      \{\{\{?-?\s{0,20}(?P<braces>[^{}\n]{1,200}?)\s{0,20}-?\}\}
    | \{!!\s{0,20}(?P<blade>[^{}\n]{1,200}?)\s{0,20}!!\}
    | <%[=-]\s{0,20}(?P<percent>[^%\n]{1,200}?)\s{0,20}-?%>
    | <\?(?:=|php\s{1,10}echo)\s{0,20}(?P<php>[^?\n]{1,200}?)\s{0,20};?\s{0,20}\?>
    | (?<![\w@])@(?P<razor>(?:Model|ViewBag|ViewData|Configuration|Config)(?:\.\w{1,80}|\["[\w:.]{1,80}"\]){1,5})
    | @json\(\s{0,20}(?P<json>[^()\n]{0,80}\([^()\n]{1,100}\))\s{0,20}\)
    """,
    re.VERBOSE,
)
_FILTERS = re.compile(
    r"\s{0,20}\|\s{0,20}(?:safe|tojson|e|escape|escapejs|json_script|default|urlencode|trim|string|raw|json|json_encode"
    r"|stringformat|add)\b[^|]{0,100}"
)
_PATH = re.compile(
    r"""[$@]?[A-Za-z_][\w]{0,80}(?:(?:\.|->|::)[A-Za-z_]\w{0,80}|\[['":]?\w{1,80}['"]?\]){0,6}(?:\(\))?"""
)
_READ = re.compile(
    r"""(?:env|getenv|config|ENV\.fetch|Rails\.application\.credentials\.dig|os\.getenv|os\.environ\.get)
        \(\s{0,20}['":]([\w.:-]{1,80})['"]?\s{0,20}(?:,[^()]{0,80})?\)""",
    re.VERBOSE,
)
_WORDS = re.compile(r"\w{1,80}")
# What a server's settings are called in templates; of other objects (form, user, request) the key is the user's own.
_SETTINGS = frozenset(
    """
    config settings app env ENV environ process os site secrets credentials keys Rails application import meta Model
    ViewBag ViewData Configuration Config services
    """.split()
)
_GLOBAL = frozenset({"config", "settings", "env", "ENV", "environ", "process", "os", "Rails", "Configuration"})
_TEMPLATES = (".j2", ".jinja", ".jinja2", ".hbs", ".ejs", ".erb", ".njk", ".twig", ".liquid", ".mustache", ".cshtml")
_FOLDERS = frozenset({"templates", "views", "layouts", "_includes", "_layouts", "partials"})
_FOR_SERVERS = re.compile(r"\{%|<%|\{\{-|@model\b|<\?(?:php|=)")
_SCRIPT = re.compile(r"\b(?:window|globalThis)\.\w|\b(?:const|let|var)\s")

# Astro: the fence and its constants, scripts of the browser, what stands in braces, and a value in there by itself.
_FENCE = re.compile(r"\A\s{0,200}---[ \t]{0,20}\n.{0,200000}?^---[ \t]{0,20}$", re.DOTALL | re.MULTILINE)
_FENCED = re.compile(
    r"\b(?:const|let|var)\s{1,10}(\w{1,80})\s{0,10}(?::\s{0,5}\w{1,40}\s{0,5})?=\s{0,10}(?:import\.meta|process)\.env\.(\w{1,80})"
)
_SCRIPTS = re.compile(r"<(?:script|style)\b[^>]{0,1000}>(.{0,200000}?)</(?:script|style)>", re.DOTALL | re.IGNORECASE)
_BRACES = re.compile(r"=?\{\{?\s{0,40}[^{}\n]{1,300}?\s{0,40}\}?\}")
_VALUE = re.compile(
    r"(?:(?<=[{,:\s])|(?<=\{\s))(?:(?:import\.meta|process)\.env\.(\w{1,80})|[A-Za-z_]\w{0,80})(?=\s{0,20}[,}]|\s{0,20}(?:\?\?|\|\|))"
)


class Shown(NamedTuple):
    """What a template shows from offset `start` up to `end`; `is_global` says that no server code has to pass it."""

    start: int
    end: int
    is_global: bool


def shown_keys(path: str, text: str) -> Iterator[Shown]:
    """Yield where the template of a page shows the key; nothing in mails, configuration files and client templates."""
    if path.endswith(".astro"):
        yield from _in_astro(text)
        return
    if not _is_page(path, text):
        return
    for match in _SHOWN.finditer(text):
        name = match.lastgroup
        if name is None:
            continue
        expression = _FILTERS.sub("", match[name])
        known = _key_in(expression)
        if known is not None:
            start = match.start(name)
            yield Shown(start, start + len(expression.rstrip()), known)


def _is_page(path: str, text: str) -> bool:
    lowered = path.lower()
    *folders, _ = lowered.split("/")
    is_template = lowered.endswith(_TEMPLATES) or not _FOLDERS.isdisjoint(folders) or _FOR_SERVERS.search(text)
    if not is_template or is_mail_name(path):
        return False
    return is_markup(text) or (lowered.endswith((".js.j2", ".js.erb", ".js.ejs")) and _SCRIPT.search(text) is not None)


def _key_in(expression: str) -> bool | None:
    """Whether an expression gives the key, and if so, whether from the server's settings; None if it doesn't."""
    read = _READ.fullmatch(expression)
    if read is not None:
        return True if is_key_name(read[1]) else None
    if _PATH.fullmatch(expression) is None:
        return None
    *objects, name = _WORDS.findall(expression)
    owner = objects[-1] if objects else ""
    is_key = is_key_name(name) or (mentions_vendor(owner) and is_key_name(f"{owner}.{name}"))
    if not is_key or not all(each in _SETTINGS or mentions_vendor(each) for each in objects):
        return None
    return bool(objects) and objects[0] in _GLOBAL


def _in_astro(text: str) -> Iterator[Shown]:
    """What the markup of an Astro component shows: the environment, or a constant of its fence that holds the key."""
    fence = _FENCE.match(text)
    start = fence.end() if fence is not None else 0
    names = {
        match[1] for match in _FENCED.finditer(text, 0, start) if is_key_name(match[2]) and not _is_published(match[2])
    }
    scripts = [match.span(1) for match in _SCRIPTS.finditer(text, start)]
    for match in _BRACES.finditer(text, start):
        if any(first <= match.start() < last for first, last in scripts):
            continue
        for value in _VALUE.finditer(match[0]):
            variable = value[1]
            is_key = (is_key_name(variable) and not _is_published(variable)) if variable else value[0] in names
            if is_key:
                yield Shown(match.start() + value.start(), match.start() + value.end(), is_global=True)
                break


def _is_published(variable: str) -> bool:
    """Whether the variable goes to the browser by its name, which is another matter."""
    return variable.startswith("PUBLIC_")
