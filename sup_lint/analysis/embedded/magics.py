"""What IPython adds to Python, taken out of a cell: magics, shell commands, questions."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sup_lint.analysis.embedded.passage import Passage, added, joined
from sup_lint.sources.language import language_of

# Everything that keeps a line from ending a statement, and the line ends. A string of one line ends with it.
_TOKEN = re.compile(
    r"""(?P<comment>\#[^\r\n]*+)
      | (?P<long>\"\"\"(?:[^"\\]|\\.|"(?!""))*+(?:\"\"\"|\Z) | '''(?:[^'\\]|\\.|'(?!''))*+(?:'''|\Z))
      | "(?:[^"\\\r\n]|\\(?:\r\n|.))*+"? | '(?:[^'\\\r\n]|\\(?:\r\n|.))*+'?
      | (?P<open>[(\[{]) | (?P<close>[)\]}])
      | (?P<continued>\\(?:\r\n?|\n)) | (?P<end>\r\n?|\n)""",
    re.VERBOSE | re.DOTALL,
)
_LINE = r"[^\r\n\\]*+(?:\\(?:\r\n?|\n|.)?[^\r\n\\]*+)*+"  # with what continues it
_SPECIAL = re.compile(
    rf"""(?P<indent>[ \t]*+)
      (?: (?P<shell>!!?)(?P<command>{_LINE})
        | %(?!%)(?P<magic>\w++)(?P<rest>{_LINE})
        | (?P<target>[A-Za-z_][\w.,\[\]"' \t]{{0,200}}?)[ \t]*+=[ \t]*+(?: !(?P<output>{_LINE}) | %(?P<called>{_LINE}) )
        | (?P<question>\?{{1,2}}{_LINE} | [^\s\#"'?][^\#"'?\r\n]*+\?{{1,2}}[ \t]*+(?=[\r\n]|\Z))
        | (?P<quoting>[,;/]{_LINE})
        | (?P<bare>(?:pip3?|conda|mamba|uv|apt|apt-get|cd|ls|mkdir|cat|cp|mv|rm|git|curl|wget|export|env|set_env|run)
           [ \t]++ (?!(?:in|is|and|or|if|not|for|else|as)\b)
           (?:[A-Za-z"'$~/] | \.\.?(?:/|[ \t]*+$) | -{{1,2}}[A-Za-z]) {_LINE}) )""",
    re.VERBOSE | re.MULTILINE,
)
# What stands behind these is Python, after their options.
_TIMING = frozenset("time timeit prun memit lprun mprun debug".split())
_OPTIONS = re.compile(r"(?:[ \t]++(?:-[sfTDlm][ \t]++[^\s-]\S*+|-\w++(?:[ \t]++\d++)?))*+[ \t]*+")
_ENVIRONMENT = frozenset({"env", "set_env"})
_ASSIGNED = re.compile(r"[ \t]++(?P<name>[A-Za-z_]\w*+)(?:[ \t]*+=[ \t]*+|[ \t]++)(?P<value>[^\r\n]+)")
_REFERENCE = re.compile(r"\{(?P<braced>[A-Za-z_][\w.]*+)\}|\$(?P<dollar>[A-Za-z_]\w*+)")
_WITHIN_QUOTES = re.compile(r"[\"'\\{}$]")
# The groups with text of another language.
_OWN = {"command": "shell", "output": "shell", "bare": "shell", "rest": "text", "called": "text"}
# The first line of a cell that is not Python, or not only.
_CELL = re.compile(r"[ \t\r\n]*+%%(?P<name>!|[\w.-]++)(?P<rest>[^\r\n]*+)(?:\r\n?|\n|\Z)")
# Of Databricks, alone on the first line.
_SWITCH = re.compile(r"[ \t\r\n]*+%(?P<name>sh|sql|md|scala|r|python)(?P<rest>)[ \t]*+(?:\r\n?|\n)")
_PYTHON_CELLS = _TIMING | frozenset(
    """
    capture python pypy px local wandb skip cache heat memray scalene snakeviz pyspark spark filprofile pyinstrument
    """.split()
)
_LANGUAGES = {
    **dict.fromkeys("bash sh shell zsh system sx !".split(), "shell"),
    **dict.fromkeys("javascript js node".split(), "javascript"),
    **dict.fromkeys("markdown md latex svg sql bigquery R r perl cython julia ai octave matlab stan".split(), "text"),
    **dict.fromkeys("cmd powershell pwsh".split(), "batch"),
    **{name: name for name in "html typescript ruby scala yaml json toml".split()},
    "configure": "json",
}
_WRITING = frozenset("writefile file writetemplate".split())
_PROGRAM = re.compile(r"[ \t]++(?:--?[\w-]++[ \t]++)*+(?P<program>[\w./-]++)")
_PROGRAMS = {**dict.fromkeys("bash sh zsh dash ksh fish".split(), "shell"), "node": "javascript", "ruby": "ruby"}
_MOST_HEADS = 20
_DIGITS = "0123456789."


class Foreign(NamedTuple):
    """A passage of a cell in another `language`, from line `line` of the cell (from 1).

    Of a cell that nobody knows whether it is Python, the language is "python", and it `may_be_text`.
    """

    language: str
    passage: Passage
    line: int
    may_be_text: bool = False


def python_of(cell: Passage) -> tuple[Passage | None, list[Foreign]]:
    """The Python of a cell without what IPython adds to it, line for line, and what stands in other languages.

    None in place of the Python says that the cell holds none.
    """
    line = 1
    parts: list[Passage] = []
    foreign: list[Foreign] = []
    while len(parts) < _MOST_HEADS and (head := _CELL.match(cell.text) or _SWITCH.match(cell.text)) is not None:
        name = head["name"]
        if head["rest"].strip():
            where = line + _lines(cell.text[: head.start("rest")])
            foreign.append(Foreign("text", cell.cut(*head.span("rest")), where))
        rest = cell.cut(head.end(), len(cell.text))
        line += _lines(head[0])
        if name.rstrip(_DIGITS) not in _PYTHON_CELLS:
            language, may_be_text = _language(name, head["rest"])
            return None, [*foreign, Foreign(language, rest, line, may_be_text)]
        # A line that is gone must be counted all the same.
        parts.append(added("\n" * _lines(head[0])))
        cell = rest
    position = 0
    for match in _special_lines(cell.text):
        parts.append(cell.cut(position, match.start()))
        parts.append(_as_python(cell, match))
        foreign += _own_text(cell, match, line + _lines(cell.text[: match.start()]))
        position = match.end()
    parts.append(cell.cut(position, len(cell.text)))
    return joined(parts), foreign


def _language(name: str, rest: str) -> tuple[str, bool]:
    """The language of a cell by its magic, and whether nobody knows it for sure."""
    if name in _WRITING:
        words = [word.strip("\"'") for word in rest.split() if not word.startswith("-")]
        return (language_of(words[0]) or "text") if words else "text", False
    if name == "script":
        program = _PROGRAM.match(rest)
        said = program["program"].rpartition("/")[2].rstrip(_DIGITS) if program else ""
        return ("python", True) if said == "python" else (_PROGRAMS.get(said, "text"), False)
    language = _LANGUAGES.get(name)
    return ("python", True) if language is None else (language, False)


def _special_lines(text: str) -> Iterator[re.Match[str]]:
    """Yield the lines that only IPython understands: where a statement may begin, not in a string or bracket."""
    position, depth = 0, 0
    while position <= len(text):
        if depth == 0 and (match := _SPECIAL.match(text, position)) is not None:
            yield match
            position = match.end()
        while (token := _TOKEN.search(text, position)) is not None:
            position = token.end()
            if token["open"]:
                depth += 1
            elif token["close"]:
                depth = max(0, depth - 1)
            elif token["end"]:
                break
        else:
            return


def _as_python(cell: Passage, match: re.Match[str]) -> Passage:
    """What a line means to Python, with as many line ends as it has."""
    ends = added("\n" * _lines(match[0]))
    indent = cell.cut(*match.span("indent"))
    if match["target"]:
        return joined((indent, cell.cut(*match.span("target")), added(" = get_ipython()"), ends))
    if match["magic"] in _TIMING and (options := _OPTIONS.match(match["rest"])) is not None:
        statement = match["rest"][options.end() :]
        if statement.strip():
            start = match.start("rest") + options.end()
            return joined((indent, cell.cut(start, match.end("rest"))))
    setting = _environment(cell, match)
    return joined((indent, setting or added("pass"), ends))


def _environment(cell: Passage, match: re.Match[str]) -> Passage | None:
    """A line that sets a variable of the environment, as Python; None for any other."""
    entry = _ASSIGNED.fullmatch(match["rest"].rstrip()) if match["magic"] in _ENVIRONMENT else None
    value = _environment_value(cell, match.start("rest"), entry) if entry is not None else None
    if entry is None or value is None:
        return None
    start = match.start("rest") + entry.start("name")
    name = cell.cut(start, start + len(entry["name"]))
    return joined((added('__import__("os").environ["'), name, added('"] = '), value))


def _environment_value(cell: Passage, offset: int, entry: re.Match[str]) -> Passage | None:
    """What a variable is set to, as Python; None for what can't be told so."""
    start, end = entry.span("value")
    value = entry["value"]
    reference = _REFERENCE.fullmatch(value)
    if reference is not None:
        begin, stop = reference.span("braced" if reference["braced"] else "dollar")
        return cell.cut(offset + start + begin, offset + start + stop)
    if len(value) > 2 and value[0] == value[-1] and value[0] in "\"'" and not _WITHIN_QUOTES.search(value[1:-1]):
        return cell.cut(offset + start, offset + end)
    if _WITHIN_QUOTES.search(value):
        return None
    return joined((added('"'), cell.cut(offset + start, offset + end), added('"')))


def _own_text(cell: Passage, match: re.Match[str], line: int) -> Iterator[Foreign]:
    """What a line says in a language of its own."""
    if match["magic"] in _TIMING or _environment(cell, match) is not None:
        return
    for group, language in _OWN.items():
        if (match[group] or "").strip():
            yield Foreign(
                language, cell.cut(match.start("magic" if group == "rest" else group), match.end(group)), line
            )


def _lines(text: str) -> int:
    return len(re.findall("\r\n?|\n", text))
