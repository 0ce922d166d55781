"""How server code in JavaScript reads a variable of the environment, by what runs it."""

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.analysis import program as model
from sup_lint.analysis.client.web.frameworks import app_of
from sup_lint.analysis.fixes.naming.fallbacks import variables_read
from sup_lint.model.region import Region
from sup_lint.sources.files import is_file

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.javascript.syntax import Syntax, SyntaxNode
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.project import Project

_DENO = re.compile(r"(?<![\w.$])Deno\.\w|[\"'](?:jsr:|npm:|https://(?:deno\.land|esm\.sh|jsr\.io)/)")
_APPS_SCRIPT = re.compile(r"(?<![\w.$])(?:UrlFetchApp|PropertiesService|SpreadsheetApp)\.")
_LOAD_TEST = re.compile(r"from\s{1,8}[\"']k6(?:/|[\"'])")
_WORKER = re.compile(
    r"export\s{1,8}default\s{0,8}\{|addEventListener\(\s{0,8}[\"']fetch|from\s{1,8}[\"'](?:hono|cloudflare:|itty-router)"
    r"|\bPagesFunction\b|\bonRequest\w{0,8}\b"
)
_WORKER_SETTINGS = ("wrangler.toml", "wrangler.json", "wrangler.jsonc")
_DENO_SETTINGS = ("deno.json", "deno.jsonc")
_FUNCTIONS = frozenset(
    "function_declaration function_expression function arrow_function method_definition generator_function".split()
)
_PRIVATE = "$env/dynamic/private"
_STRING = re.compile(r"[\w)]![;,)]?\s*$|\bas\s{1,8}string\b")


class Reading(NamedTuple):
    """`expression` reads the variable; TypeScript takes it for a string or undefined if it `may_be_undefined`.

    `additions` are texts that have to be put in elsewhere in the file. A `caveat` makes it unsafe.
    """

    expression: str
    may_be_undefined: bool = True
    additions: tuple[tuple[Region, str], ...] = ()
    caveat: str = ""


def reading_for(
    literal: "LiteralKey", node: "SyntaxNode", syntax: "Syntax", variable: str, project: "Project"
) -> Reading | None:
    """How the code at a node reads a variable; None where that isn't in reach."""
    file = literal.file
    text = file.text
    place = os.path.abspath(file.host.path)
    if _APPS_SCRIPT.search(text):
        return Reading(f'PropertiesService.getScriptProperties().getProperty("{variable}")')
    if _LOAD_TEST.search(text):
        return Reading(f"__ENV.{variable}", may_be_undefined=False)
    if _is_deno(text, place, project):
        return Reading(f'Deno.env.get("{variable}")')
    if _WORKER.search(text) and _is_beside(place, _WORKER_SETTINGS, project):
        return _in_worker(node, syntax, variable, text)
    known = _from_config(file, node, variable, project, syntax)
    if known is not None:
        return known
    app = app_of(project.imports.scripts.packages.above(place))
    is_source = "/src/" in place
    if app is not None and app.framework == "sveltekit" and is_source:
        return _in_sveltekit(literal, syntax, variable)
    if app is not None and app.framework == "astro" and is_source:
        return Reading(f"import.meta.env.{variable}", may_be_undefined=False)
    if "Bun.env." in text and "process.env" not in text:
        return Reading(f"Bun.env.{variable}")
    if "process.env." not in text and (indexed := re.search(r"\bprocess\.env\[([\"'])", text)):
        return Reading(f"process.env[{indexed[1]}{variable}{indexed[1]}]")
    return Reading(f"process.env.{variable}")


def _is_deno(text: str, place: str, project: "Project") -> bool:
    if _DENO.search(text) is not None or "/supabase/functions/" in place:
        return "process.env" not in text
    folder = os.path.dirname(place)
    while folder.startswith(project.root):
        if any(is_file(os.path.join(folder, name)) for name in _DENO_SETTINGS):
            return not is_file(os.path.join(folder, "package.json"))
        if is_file(os.path.join(folder, "package.json")) or folder == project.root:
            return False
        folder = os.path.dirname(folder)
    return False


def _is_beside(place: str, names: tuple[str, ...], project: "Project") -> bool:
    """Whether one of these files lies in a folder above, up to the one of the package."""
    folder = os.path.dirname(place)
    while folder.startswith(project.root):
        if any(is_file(os.path.join(folder, name)) for name in names):
            return True
        if is_file(os.path.join(folder, "package.json")) or folder == project.root:
            return False
        folder = os.path.dirname(folder)
    return False


def _in_worker(node: "SyntaxNode", syntax: "Syntax", variable: str, text: str) -> Reading | None:
    """A worker is handed its variables: only a function that has them in sight can read one."""
    found = ""
    around = node.parent
    while around is not None and not found:
        if around.type in _FUNCTIONS:
            found = _environment_among(around, syntax)
        around = around.parent
    if not found:
        return None
    is_declared = not syntax.is_typed(syntax.region(node)) or re.search(rf"\b{variable}\b", text) is not None
    caveat = "" if is_declared else f"needs {variable} in the type of the worker's variables"
    return Reading(f"{found}.{variable}", may_be_undefined=False, caveat=caveat)


def _environment_among(function: "SyntaxNode", syntax: "Syntax") -> str:
    """What the environment is called among the parameters of a function; empty if it isn't one of them."""
    parameters = function.child_by_field_name("parameters") or function.child_by_field_name("parameter")
    if parameters is None:
        return ""
    spelled = syntax.text(parameters)
    if re.search(r"(?<![\w.$])env(?![\w$])", spelled):
        return "env"
    if re.fullmatch(r"\(?\s*c\b[^,]*\)?", spelled) and "hono" in syntax.text(_root_of(function)):
        return "c.env"
    return ""


def _root_of(node: "SyntaxNode") -> "SyntaxNode":
    while node.parent is not None:
        node = node.parent
    return node


def _in_sveltekit(literal: "LiteralKey", syntax: "Syntax", variable: str) -> Reading | None:
    """SvelteKit keeps what a server reads in a module of its own."""
    text = literal.file.text
    imported = re.search(r"import\s{0,8}\{[^}]{0,400}\}\s{0,8}from\s{0,8}[\"']\$env/dynamic/private[\"']", text)
    if imported is not None:
        alias = re.search(r"\benv(?:\s{1,8}as\s{1,8}(\w{1,60}))?\b", imported[0][: imported[0].index("}")])
        return Reading(f"{alias[1] or 'env'}.{variable}") if alias is not None else None
    is_taken = re.search(r"(?<![\w.$])env(?![\w$])\s*(?:=|,|\}|:)|(?:const|let|var|function)\s+env\b", text)
    name = "serverEnv" if is_taken else "env"
    what = "env as serverEnv" if is_taken else "env"
    root = syntax.root(literal.region)
    if root is None or "serverEnv" in text:
        return None
    imports = [child for child in root.children if child.type == "import_statement"]
    if imports:
        last = syntax.region(imports[-1])
        first = syntax.text(imports[0])
        quote = "'" if "'" in first else '"'
        end = ";" if first.endswith(";") else ""
        place = Region(last.end_line, last.end_column, last.end_line, last.end_column)
        added = f"\nimport {{ {what} }} from {quote}{_PRIVATE}{quote}{end}"
    else:
        start = next((child for child in root.children if child.type not in {"comment", "hash_bang_line"}), root)
        region = syntax.region(start)
        place = Region(region.line, region.column, region.line, region.column)
        added = f'import {{ {what} }} from "{_PRIVATE}";\n'
    return Reading(f"{name}.{variable}", additions=((place, added),))


def _from_config(
    file: "AnalysedFile", node: "SyntaxNode", variable: str, project: "Project", syntax: "Syntax"
) -> Reading | None:
    """What a module that the file imports already reads from the variable: `config.supertoneApiKey`."""
    program = file.program
    assert program is not None
    line = syntax.region(node).line
    for statement in program.body:
        if not isinstance(statement, model.Import) or statement.region.line >= line:
            continue
        module = project.imported(program, statement.module, statement.level)
        if module is None or module is program:
            continue
        exported = dict(_read_in(module, variable))
        for each in statement.names:
            for name, (path, is_string) in exported.items():
                if each.name == name and name != "*":
                    return Reading(f"{each.alias or each.name}{path}", may_be_undefined=not is_string)
    return None


def _read_in(module: model.Program, variable: str) -> "list[tuple[str, tuple[str, bool]]]":
    """What a module binds that is read from a variable: the name, the path from it, whether it is surely a string."""
    found: list[tuple[str, tuple[str, bool]]] = []
    for statement in module.body:
        if not isinstance(statement, model.Bind) or not isinstance(statement.target, model.Name):
            continue
        name, value = statement.target.id, statement.value
        if value is not None and variable in variables_read(value, inside=False):
            found.append((name, ("", _is_string(module, statement.region))))
        elif isinstance(value, model.Mapping):
            for entry in value.entries:
                key = entry.key.value if isinstance(entry.key, model.Literal) else None
                is_read = variable in variables_read(entry.value, inside=False)
                if is_read and isinstance(key, str) and key.isidentifier():
                    found.append((name, (f".{key}", _is_string(module, entry.region))))
    return found


def _is_string(module: model.Program, region: Region) -> bool:
    """Whether the source says that a value is a string, not undefined."""
    lines = module.text.replace("\r\n", "\n").split("\n")
    return _STRING.search(lines[region.end_line - 1][: region.end_column + 1]) is not None
