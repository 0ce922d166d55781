"""Comments that silence a rule: sup-lint's own, and the pragma that other secret scanners share."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.program import Assert, Bind, Comment, Evaluate, Join, Literal, Raise, Return
from sup_lint.model.finding import Finding
from sup_lint.model.region import Region
from sup_lint.sources.language import comment_in

_IGNORE = re.compile(
    r"sup-lint:\s*ignore(?:\[(?P<rules>[^\]]{0,1000})\])?(?:\s*(?:--|—|:)\s*(?P<reason>.*))?", re.IGNORECASE
)
# detect-secrets' pragma, for the line it stands on or for the next one.
_PRAGMA = re.compile(
    r"pragma:\s*(?:allowlist|whitelist)(?P<next>[ -]nextline)?[ -](?P<next2>nextline )?secret", re.IGNORECASE
)
_PRAGMA_FAMILY = "SUP1"
_DIRECTIVE = re.compile(r"sup-lint:|pragma:", re.IGNORECASE)
# What comments begin with in files that are read as text, by their language.
_MARKS_OF_CODE = ("//", "/*", "#", "--", "<!--")
_MARKS = {
    **dict.fromkeys(("yaml", "toml", "dotenv", "dockerfile", "makefile", "python", "ruby"), ("#",)),
    **dict.fromkeys(("xml", "html"), ("<!--",)),
    **dict.fromkeys(("json", "java", "kotlin", "scala", "swift", "csharp", "cpp", "go", "dart", "rust"), ("//", "/*")),
    "css": ("/*", "//"),
    **dict.fromkeys(("properties", "ini"), ("#", ";", "!", "//")),
    "terraform": ("#", "//", "/*"),
    "batch": ("#", "REM ", "rem ", "::"),
}
_MARKUP = frozenset({"html", "vue", "svelte", "astro"})
_CLOSING = re.compile(r"\s{0,20}(?:-->|\*/).*$")
_STATEMENTS = (Evaluate, Raise, Assert, Return, Bind)
_LONGEST_STATEMENT = 40
_COMMENT_LINE = re.compile(r"^\s*(?:#|//|--|;|<!--|/\*|%)")


@dataclass(slots=True, eq=False)
class Suppression:
    """One ignore comment: the lines it covers, the rules it names (none: all), and which of them it silenced.

    In a cell of a notebook it covers a `stretch` instead: a whole cell may stand in one line.
    """

    region: Region
    first_line: int
    last_line: int
    rules: tuple[str, ...]
    reason: str
    is_pragma: bool = False
    used: set[str] = field(default_factory=set)
    stretch: Region | None = None

    def covers(self, region: Region) -> bool:
        """Whether a region lies in what the comment covers, or begins or ends there."""
        if self.stretch is not None:
            return self.stretch.overlaps(region)
        return region.line <= self.last_line and self.first_line <= region.end_line

    def names(self, finding: Finding) -> str | None:
        """The name by which the comment silences the finding; None if it doesn't."""
        if self.is_pragma:
            return "" if finding.code.startswith(_PRAGMA_FAMILY) else None
        if not self.rules:
            return ""
        return next(
            (rule for rule in self.rules if rule.lower() in {finding.code.lower(), finding.rule.lower()}),
            None,
        )


class Suppressions:
    """The ignore comments of one file; `active` and `known` are the codes and names of the rules that this run
    selected, and of all that there are, in lower case. `within` is what is embedded in the file."""

    def __init__(
        self, file: AnalysedFile, active: frozenset[str], known: frozenset[str], within: Iterable[AnalysedFile] = ()
    ) -> None:
        self.active = active
        self.known = known
        self.all = [found for comment in _comments(file) for found in _parse(comment, file)]
        for suppression in self.all:
            _widen(suppression, file)
        if file.language == "notebook":
            self.all += [found for cell in within for found in _in_cell(cell)]

    def silences(self, finding: Finding) -> bool:
        """Whether a comment covers the finding; the comment then counts as used."""
        silenced = False
        for suppression in self.all:
            if suppression.covers(finding.region):
                name = suppression.names(finding)
                if name is not None:
                    suppression.used.add(name.lower())
                    silenced = True
        return silenced

    def reason(self, finding: Finding) -> str:
        """The first reason that a comment gives for silencing the finding; empty if none does."""
        covering = (each for each in self.all if each.covers(finding.region) and each.names(finding) is not None)
        return next((each.reason for each in covering if each.reason), "")


def _in_cell(cell: AnalysedFile) -> list[Suppression]:
    """The ignore comments in the code of a notebook, placed in the notebook. What was printed has no comments."""
    if cell.is_example or comment_in(cell.language, "") is None:
        return []
    found = [each for comment in _comments(cell) for each in _parse(comment, cell)]
    for suppression in found:
        _widen(suppression, cell)
        last = min(suppression.last_line, cell.lines.line_count)
        end = len(cell.lines.line_text(last)) + 1
        suppression.stretch = cell.on_disk(Region(min(suppression.first_line, last), 1, last, end))
        suppression.region = cell.on_disk(suppression.region)
    return found


def _comments(file: AnalysedFile) -> list[Comment]:
    if file.language == "notebook" and not file.is_malformed:
        return []  # its cells have them
    if file.built is not None and not file.built.is_readable:
        return []  # a comment in a line of a million characters would silence all of them
    if file.program is None:
        return _comments_in_text(file, _MARKS.get(file.language, _MARKS_OF_CODE))
    found = list(file.program.comments)
    if file.language in _MARKUP:
        known = {comment.region.line for comment in found}
        found += [each for each in _comments_in_text(file, ("<!--",)) if each.region.line not in known]
    return found


def _comments_in_text(file: AnalysedFile, marks: tuple[str, ...]) -> list[Comment]:
    """The comments with a directive in a file that is read as text, each on a line of its own."""
    found: list[Comment] = []
    for number in range(1, file.lines.line_count + 1) if "sup-lint" in file.text or "pragma" in file.text else ():
        line = file.lines.line_text(number)
        directive = _DIRECTIVE.search(line)
        if directive is None:
            continue
        start = max(line.rfind(mark, 0, directive.start()) for mark in marks)
        if start >= 0:
            text = _CLOSING.sub("", line[start:])
            found.append(Comment(Region(number, start + 1, number, start + len(text) + 1), text))
    return found


def _parse(comment: Comment, file: AnalysedFile) -> list[Suppression]:
    line = comment.region.line
    alone = not file.lines.line_text(line)[: comment.region.column - 1].strip()
    target = _next_line(line, file) if alone else line
    found: list[Suppression] = []
    ignore = _IGNORE.search(comment.text)
    if ignore:
        rules = tuple(part.strip() for part in (ignore["rules"] or "").split(",") if part.strip())
        region = _region(comment, ignore.start(), ignore[0].rstrip())
        found.append(Suppression(region, line, target, rules, (ignore["reason"] or "").strip()))
    pragma = _PRAGMA.search(comment.text)
    if pragma:
        first = line + 1 if pragma["next"] or pragma["next2"] else line
        found.append(Suppression(comment.region, first, first, (), "", is_pragma=True))
    return found


def _region(comment: Comment, start: int, text: str) -> Region:
    """Where a text stands that begins at an offset of a comment, of which only its first line counts."""
    *before, last = re.split("\r\n?|\n", comment.text[:start])
    line = comment.region.line + len(before)
    column = len(last) + (1 if before else comment.region.column)
    return Region(line, column, line, column + len(re.split("[\r\n]", text, maxsplit=1)[0]))


def _next_line(line: int, file: AnalysedFile) -> int:
    """The line below, past other ignore comments: several may stand above one line."""
    following = line + 1
    while following < file.lines.line_count:
        text = file.lines.line_text(following)
        if not (_COMMENT_LINE.match(text) and _IGNORE.search(text)):
            break
        following += 1
    return following


def _widen(suppression: Suppression, file: AnalysedFile) -> None:
    """Let a comment on the first or last line of a string or statement of several lines speak for all of it.

    Formatters move comments to these lines.
    """
    if file.program is None:
        return
    for node in file.program.nodes():
        first, last = node.region.line, node.region.end_line
        is_short = last - first < _LONGEST_STATEMENT
        is_one = isinstance(node, Literal | Join) or (isinstance(node, _STATEMENTS) and is_short)
        is_touched = suppression.first_line <= first <= suppression.last_line or suppression.first_line == last
        if last > first and is_one and is_touched:
            suppression.first_line = min(suppression.first_line, first)
            suppression.last_line = max(suppression.last_line, last)
