"""Code in documents: what its fence says of its language, and prompts before its lines."""

import re
from collections.abc import Iterator

from sup_lint.analysis.embedded.passage import Passage, joined
from sup_lint.analysis.embedded.reading import EmbeddedText, embedded_text
from sup_lint.sources.language import language_of

# What people call a language in front of code.
_NAMES = {
    "python": "python python2 python3 py py3 ipython ipython3 pyodide py-run",
    "pycon": "pycon python-console python-repl pyrepl doctest",
    "javascript": "javascript js jsx mjs cjs node ecmascript es6",
    "typescript": "typescript ts mts",
    "tsx": "tsx",
    "html": "html htm xhtml",
    "vue": "vue",
    "svelte": "svelte",
    "astro": "astro",
    "dart": "dart flutter",
    "kotlin": "kotlin kt kts",
    "java": "java",
    "scala": "scala",
    "groovy": "groovy gradle",
    "swift": "swift",
    "objective-c": "objective-c objectivec objc obj-c",
    "csharp": "csharp c# cs dotnet",
    "cpp": "cpp c++ c cc arduino",
    "go": "go golang",
    "php": "php",
    "ruby": "ruby rb",
    "rust": "rust rs",
    "shell": "shell bash sh zsh ksh fish curl",
    "console": "console shell-session shellsession sh-session bash-session terminal term",
    "batch": "batch bat cmd dosbatch powershell pwsh ps1 ps",
    "css": "css scss less",
    "json": "json jsonc json5 jsonl geojson",
    "yaml": "yaml yml compose docker-compose",
    "toml": "toml",
    "xml": "xml plist",
    "properties": "properties ini cfg conf java-properties editorconfig",
    "unit": "systemd unit",
    "dotenv": "dotenv env",
    "csv": "csv tsv",
    "dockerfile": "dockerfile docker containerfile",
    "terraform": "terraform tf hcl",
    "makefile": "makefile make mk",
}
_LANGUAGES = {name: language for language, names in _NAMES.items() for name in names.split()}
# {python}, {.python .numberLines}, {code-cell} ipython3, python:app.py, python{1,3}, py linenums="1", {r, echo=FALSE}
_INFO = re.compile(
    r"[ \t]*(?:\{(?:code-cell|code-block|code|sourcecode)\}[ \t]*)?\{?[ \t]*\.?(?P<name>[\w.#+/-]{1,80})"
)
_TITLE = re.compile(
    r"(?:title|file|filename|name)[ \t]?=[ \t]?[\"']?(?P<file>[\w./@-]{1,120})|:(?P<after>[\w./-]{1,120})"
)
_PYTHON_PROMPT = re.compile(r"[ \t]*(?:>>>|\.\.\.|In \[\d{1,5}\]:|\.{3,8}:)(?: |$)")
_SHELL_PROMPT = re.compile(r"[ \t]*(?:\([\w.-]{1,40}\) ?)?(?:[\w.@~:/\[\]-]{1,60} ?)?[$%#❯➜][ \t]+")
_CONTINUATION = re.compile(r"[ \t]*>[ \t]")


def language_of_fence(info: str) -> str:
    """What the line that begins a fence says of its language; empty if it is unknown. "pycon" and "console" have
    prompts before their lines."""
    match = _INFO.match(info)
    if match is None:
        return ""
    name = match["name"].lower().rstrip("/")
    found = _LANGUAGES.get(name) or (language_of(match["name"]) if "." in match["name"] else None)
    title = _TITLE.search(info)
    if found is None and title is not None:
        found = language_of(title["file"] or title["after"])
    return found or ""


def code_of_fence(info: str, code: Passage, name: str = "", line: int = 1) -> Iterator[EmbeddedText]:
    """Yield the code of a fence as an embedded text: nothing where its language is unknown.

    `name` is what people call the part of the host that it stands in, from whose line `line` on.
    """
    language = language_of_fence(info)
    if language == "pycon":
        language, code = "python", _behind_prompts(code, _PYTHON_PROMPT, None)
    elif language == "python" and re.match(r"\s{0,200}>>> ", code.text):
        code = _behind_prompts(code, _PYTHON_PROMPT, None)
    elif language == "console" or (language == "shell" and re.match(r"\s{0,200}\$ ", code.text)):
        language, code = "shell", _behind_prompts(code, _SHELL_PROMPT, _CONTINUATION)
    if language and code.text.strip():
        yield embedded_text(language, code, name, line, is_example=True)


def _behind_prompts(code: Passage, prompt: re.Pattern[str], continuation: re.Pattern[str] | None) -> Passage:
    """What was typed, line for line; what was printed is left out."""
    parts: list[Passage] = []
    continues = False
    position = 0
    for line in code.text.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        match = prompt.match(bare) or (continuation.match(bare) if continuation and continues else None)
        end = position + len(line)
        typed = position + (match.end() if match else 0 if continues else len(bare))
        parts.append(code.cut(typed, end))
        continues = continuation is not None and bare.endswith("\\") and (match is not None or continues)
        position = end
    return joined(parts)
