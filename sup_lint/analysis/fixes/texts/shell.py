"""Keys in commands of a shell, with the quotes around them kept right."""

import re
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.analysis.fixes.editing import edit
from sup_lint.analysis.fixes.naming.variables import variable_for
from sup_lint.analysis.fixes.placeholders import BARE, BRACKETED
from sup_lint.analysis.fixes.texts.shell_quotes import Quotes, quotes_at
from sup_lint.keys.names import VARIABLE, is_key_name
from sup_lint.model.fix import Fix, Safety
from sup_lint.model.region import Region

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.project import Project

# Quotes of either kind may stand around these without a change of what they say.
_TOLD_ALIKE = re.compile(r"[^\"$`\\!']*")
# ${NAME:-text}, ${NAME:=text}, with the start of a quote.
_FALLBACK = re.compile(r"\$\{(?P<name>[A-Za-z_]\w{0,100})(?P<sign>:?[-=])(?P<quote>[\"']?)\Z")
_ASSIGNED = re.compile(r"(?:^|[\s;&|(])(?P<name>[A-Za-z_]\w{0,120})=[\"']?\Z")
# Files that a shell reads to set its variables, and ends with where one is missing.
_STARTED_WITH = re.compile(
    r"(?:^|/)(?:\.(?:bash_?rc|bash_profile|bash_login|bash_aliases|profile|zshrc|zshenv|zprofile|zlogin|envrc)(?:[._-][\w.-]{1,40})?"
    r"|(?:[\w-]{0,40}[._-])?(?:env|environment|envvars|exports|setenv|secrets|activate|profile)\.(?:ba|z|k)?sh"
    r"|profile\.d/[^/]{1,80}|config\.fish|conf\.d/[^/]{1,80}\.fish)$"
)
_SETTING = re.compile(
    r"[ \t]*(?:(?:export|readonly|declare[ \t]{1,8}-\w{1,4}|typeset[ \t]{1,8}-\w{1,4})[ \t]{1,8})?[A-Za-z_]\w{0,120}="
    r"(?:\"[^\"`]{0,400}\"|'[^']{0,400}'|[^\s\"'`;&|()]{0,400})[ \t;]*(?:[ \t]#.*)?"
    r"|[ \t]*set[ \t]{1,8}-\w{1,4}[ \t]{1,8}[A-Za-z_]\w{0,120}[ \t]{1,8}[\"']?[^\s\"'`;&|()]{1,400}[\"']?[ \t]*"  # fish
)
_IDLE = re.compile(r"[ \t]*(?:#.*|set[ \t]{1,8}[-+]a)?")
_MOST_LINES = 2000
# The first line of such a cell, as JSON spells it.
_CELL = re.compile(r"%(?:%(?:bash|sh|shell|zsh|script)|sh)\b[^\"\\\r\n]{0,300}(?:\\r)?\\n(?:\",\s{1,80}\")?\Z")
_COUNTED = re.compile(r"_\d+\Z")


class Replacement(NamedTuple):
    """`text` for what stands between two offsets."""

    start: int
    end: int
    text: str


def shell_fix(literal: "LiteralKey", project: "Project") -> Fix | None:
    """Let a script take the key from the environment, and stop where that has none; a placeholder in comments.

    None where nothing would put the variable in: in a heredoc with a quoted end, in `$'…'`.
    """
    file = literal.file
    start, end = _span(literal)
    if file.text[start:end] != literal.value:
        return None
    variable = variable_for(literal, project)
    quotes = quotes_at(file.text, start)
    if quotes.kind == "comment":
        return _fixed(literal, Replacement(start, end, BRACKETED), "replace the key by a placeholder")
    is_line = file.path.endswith(".ipynb") and not _is_cell(file)
    # Fish has its own meaning for braces, and so has IPython in what it hands to a shell itself.
    is_plain = is_line or file.path.endswith(".fish")
    found = None if is_plain else _without_fallback(file.text, start, end)
    is_sourced = _sets_variables(literal)
    if found is not None and is_sourced:
        found = found._replace(text="-")
    elif is_sourced and _SETTING.fullmatch(file.lines.line_text(literal.region.line)):
        return _without_setting(literal, variable)
    if is_compared_with_itself(file.text, start, end, variable):
        return None
    reference = f"${variable}" if is_plain or is_sourced else f"${{{variable}:?}}"
    found = found or referring(file.text, start, end, reference, quotes)
    if found is None:
        return None
    line = file.lines.line_text(literal.region.line)
    is_mixed = is_line and re.search(r"[{$]", line) is not None
    caveat = "may keep IPython from putting in the other variables of the line" if is_mixed else ""
    return _fixed(literal, found, f"read the key from ${variable}", caveat)


def _sets_variables(literal: "LiteralKey") -> bool:
    """Whether a script is there to set variables for a shell, by its name, or since it does nothing else."""
    lines = literal.file.lines
    if literal.file.language != "shell" or literal.file.embedding is not None:
        return False
    if _STARTED_WITH.search(literal.file.host.path):
        return True
    if lines.line_count > _MOST_LINES:
        return False
    told = [lines.line_text(number) for number in range(1, lines.line_count + 1)]
    return all(_SETTING.fullmatch(line) or _IDLE.fullmatch(line) for line in told)


def _without_setting(literal: "LiteralKey", variable: str) -> Fix | None:
    """Drop the line that sets the variable: to set it to itself would end the shell that has none."""
    lines, number = literal.file.lines, literal.region.line
    is_last = number >= lines.line_count
    end = (number, len(lines.line_text(number)) + 1) if is_last else (number + 1, 1)
    made = edit(literal.file, Region(number, 1, *end), "")
    caveat = f"leaves {variable} unset until it is set where git does not see it"
    return None if made is None else Fix(Safety.UNSAFE, "drop the line that sets the key", (made,), caveat=caveat)


def is_compared_with_itself(text: str, start: int, end: int, variable: str) -> bool:
    """`[[ "$NAME" == "…" ]]`, `case $NAME in …)`: with the variable in its place this would always be so."""
    read = rf"\$\{{?{variable}(?!\w)"
    before, behind = text[max(0, start - 1000) : start], text[end : end + 200]
    line = before.rpartition("\n")[2]
    if re.search(rf"{read}[^;&|]{{0,40}}[ \t](?:==?|!=|=~|-eq)[ \t]{{1,8}}[\"']?\Z", line):
        return True
    if re.match(rf"[\"']?[ \t]{{1,8}}(?:==?|!=)[ \t]{{1,8}}[\"']?{read}", behind):
        return True
    is_case = re.match(r"[\"']?[ \t]{0,8}[)|]", behind) is not None
    return is_case and re.search(rf"\bcase[ \t]{{1,8}}[\"']?{read}", before) is not None


def _is_cell(file: "AnalysedFile") -> bool:
    """Whether a script is a whole cell of a notebook, `%%bash`, which the shell reads as it is."""
    if file.embedding is None:
        return False
    start = file.embedding.offset(0)
    return _CELL.search(file.host.text, max(0, start - 400), start) is not None


def example_fix(literal: "LiteralKey", project: "Project") -> Fix | None:
    """Let commands in a document name the variable, or show a placeholder where they set it."""
    text = literal.file.text
    start, end = _span(literal)
    if text[start:end] != literal.value:
        return None
    quotes = quotes_at(text, start)
    # An example has no need of different names for different keys.
    variable = variable_for(literal, project)
    variable = VARIABLE if variable.startswith(VARIABLE) else _COUNTED.sub("", variable)
    assigned = _ASSIGNED.search(text[max(0, start - 130) : start])
    found = None
    if not (assigned and is_key_name(assigned["name"])) and quotes.kind != "comment":
        found = referring(text, start, end, f"${variable}", quotes)
    if found is not None:
        return _fixed(literal, found, f"show ${variable} instead of the key")
    # Without quotes the brackets would redirect something.
    shown = BRACKETED if quotes.kind in {"double", "single", "comment"} else BARE
    return _fixed(literal, Replacement(start, end, shown), "replace the key by a placeholder")


def referring(text: str, start: int, end: int, reference: str, quotes: Quotes) -> Replacement | None:
    """The replacement that puts `reference` (`$NAME`) where the key stands, expanded and kept in one word."""
    if quotes.kind in {"double", "heredoc"}:
        follows = text[end : end + 1]
        if not reference.endswith("}") and (follows.isalnum() or follows == "_"):
            reference = f"${{{reference[1:]}}}"
        return Replacement(start, end, reference)
    if quotes.kind == "plain":
        return Replacement(start, end, f'"{reference}"')
    if quotes.kind == "single":
        return _in_single_quotes(text, start, end, reference, quotes.start)
    return None


def _in_single_quotes(text: str, start: int, end: int, reference: str, opening: int) -> Replacement | None:
    closing = text.find("'", end)
    if closing < 0:
        return None
    before, behind = text[opening + 1 : start], text[end:closing]
    if _TOLD_ALIKE.fullmatch(before) and _TOLD_ALIKE.fullmatch(behind):
        inner = referring(f"{before}.{behind}", len(before), len(before) + 1, reference, Quotes("double", 0))
        assert inner is not None
        return Replacement(opening, closing + 1, f'"{before}{inner.text}{behind}"')
    left = "" if not before else "'"
    right = "" if not behind else "'"
    return Replacement(
        opening if not before else start, closing + 1 if not behind else end, f'{left}"{reference}"{right}'
    )


def _without_fallback(text: str, start: int, end: int) -> Replacement | None:
    """`${NAME:-key}` as `${NAME:?}`."""
    match = _FALLBACK.search(text, max(0, start - 110), start)
    if match is None or not text.startswith(f"{match['quote']}}}", end):
        return None
    return Replacement(match.start("sign"), end + len(match["quote"]), ":?")


def _span(literal: "LiteralKey") -> tuple[int, int]:
    """Where the key itself stands, without the quotes that its literal may have."""
    lines, region = literal.file.lines, literal.region
    start, end = lines.offset(region.line, region.column), lines.offset(region.end_line, region.end_column)
    place = literal.file.text.find(literal.value, start, end)
    return (start, end) if place < 0 else (place, place + len(literal.value))


def _fixed(literal: "LiteralKey", found: Replacement, message: str, caveat: str = "") -> Fix | None:
    made = edit(literal.file, literal.file.lines.region(found.start, found.end), found.text)
    kind = Safety.UNSAFE if caveat else Safety.SAFE
    return None if made is None else Fix(kind, message, (made,), caveat=caveat)
