"""The shells: commands as calls, assignments as bindings, words of quoted and bare pieces.

One reader takes POSIX shells, fish, batch files and PowerShell, of which only what keys stand in matters.
"""

import re

from sup_lint.analysis import program as model
from sup_lint.analysis.lexical.dialect import Dialect
from sup_lint.analysis.lexical.stretch import Source
from sup_lint.analysis.program import Comment, Node, Program

_DEEPEST = 30
_ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)(?:\[[^\]\s]{0,60}\])?\+?=")
# Other spaces than those of `_SPACE`, such as one that doesn't break, belong to a word.
_BARE = re.compile(r"(?:[^ \t\f\v\r\n;&|<>()\"'\\$`]|\\(?:\r?\n|.)|\$(?![A-Za-z_0-9{(@*#?!'\"-]))+", re.DOTALL)
_QUOTED = re.compile(r"[\"\\$`]")
_NAME = re.compile(r"\$([A-Za-z_]\w*|[0-9@*#?!$-])")
_EXPANSION = re.compile(r"\$\{[!#]?([A-Za-z_]\w*|[0-9@*]+)(?:\[[^\]\s]{0,60}\])?(:?[-=?+])?")
_HEREDOC = re.compile(r"<<(-?)[ \t]*([\"'\\]?)([A-Za-z_]\w*)[\"']?")
# In batch files, and in PowerShell.
_REMARK = re.compile(r"(?:rem|REM|Rem)(?=[ \t])|::")
_BLOCK_COMMENT = re.compile(r"<#(?:[^#]|#(?!>))*#>")
_POWERSHELL_ASSIGNMENT = re.compile(r"\$(?:(?:env|script|global):)?([A-Za-z_]\w*)[ \t]*=[ \t]*(?!=)")
_SPACE = re.compile(r"(?:[ \t\f\v]|\\\r?\n)+")
_ESCAPED = re.compile(r"\\(\r?\n|.)", re.DOTALL)
_DECLARING = frozenset("export local declare readonly typeset env sudo exec time nohup command".split())
_KEYWORDS = frozenset("if then else elif fi for do done while until case esac in select function { } ! [[ ]]".split())
_DIALECT = Dialect("shell", ())


def parse(path: str, text: str) -> Program:
    """Lower one script."""
    reader = _Reader(text)
    body = reader.commands(len(text), "", 0)
    comments = tuple(Comment(reader.source.region(start, end), text[start:end]) for start, end in reader.comments)
    return Program(path, "shell", text, tuple(body), comments)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.comments: list[tuple[int, int]] = []
        self.source = Source(text, _DIALECT, lambda *_: ())
        self._heredocs: list[str] = []

    def commands(self, limit: int, until: str, depth: int) -> list[Node]:
        """The commands up to `limit`, or past the bracket `until` that ends them."""
        found: list[Node] = []
        while self.at < limit:
            if space := _SPACE.match(self.text, self.at, limit):
                self.at = space.end()
                continue
            character = self.text[self.at]
            if until and character == until:
                self.at += 1
                return found
            if character == "#" or _REMARK.match(self.text, self.at, limit):
                self._comment(limit)
            elif block := _BLOCK_COMMENT.match(self.text, self.at, limit):
                self.comments.append(block.span())
                self.at = block.end()
            elif match := _POWERSHELL_ASSIGNMENT.match(self.text, self.at, limit):
                found.append(self._assignment(match, limit, until, depth))
            elif character in "\r\n":
                self.at += 1
                self._bodies(found, limit)
            elif character in ";&|()":
                self.at += 1
            else:
                self._command(found, limit, until, depth)
        return found

    def _comment(self, limit: int) -> None:
        end = self.text.find("\n", self.at, limit)
        end = limit if end < 0 else end
        stop = end - 1 if self.text[end - 1] == "\r" else end
        self.comments.append((self.at, stop))
        self.at = end

    def _bodies(self, found: list[Node], limit: int) -> None:
        """The texts of the heredocs that the line before opened."""
        for word in self._heredocs:
            closing = re.compile(rf"^[\t ]*{re.escape(word)}[ \t]*$", re.MULTILINE).search(self.text, self.at, limit)
            end = closing.start() if closing else limit
            if end > self.at:
                literal = self.source.literal(self.at, end, self.text[self.at : end])
                found.append(model.Evaluate(literal.region, literal))
            self.at = closing.end() if closing else limit
        self._heredocs.clear()

    # --- one command ---------------------------------------------------------------------------------------------

    def _command(self, found: list[Node], limit: int, until: str, depth: int) -> None:
        start = self.at
        words: list[Node] = []
        binds: list[Node] = []
        while self.at < limit:
            if space := _SPACE.match(self.text, self.at, limit):
                self.at = space.end()
                continue
            character = self.text[self.at]
            if character in "\r\n;&|()" or (until and character == until):
                break
            if character == "#":
                self._comment(limit)
                break
            if character in "<>":
                self._redirection(limit)
                continue
            if self._may_assign(words) and (match := _ASSIGNMENT.match(self.text, self.at, limit)):
                binds.append(self._assignment(match, limit, until, depth))
                continue
            word = self._word(limit, until, depth)
            if word is not None and not (not words and _spelled(word) in _KEYWORDS):
                words.append(word)
        found += binds
        if words:
            region = self.source.region(start, self.at)
            first, *rest = words
            name = _spelled(first)
            function: Node = model.Name(first.region, name) if re.fullmatch(r"[\w.:/-]{1,200}", name) else first
            arguments = tuple(model.Argument(word.region, word) for word in rest)
            call = model.Call(region, function, arguments)
            found.append(model.Evaluate(region, call))

    def _may_assign(self, words: list[Node]) -> bool:
        return not words or _spelled(words[0]) in _DECLARING

    def _redirection(self, limit: int) -> None:
        heredoc = _HEREDOC.match(self.text, self.at, limit)
        if heredoc is not None and not self.text.startswith("<<<", self.at):
            self._heredocs.append(heredoc[3])
            self.at = heredoc.end()
            return
        while self.at < limit and self.text[self.at] in "<>&":
            self.at += 1

    def _assignment(self, match: re.Match[str], limit: int, until: str, depth: int) -> Node:
        start = self.at
        target = model.Name(self.source.region(start, match.end(1)), match[1])
        self.at = match.end()
        value: Node | None
        if self.text.startswith("(", self.at):
            self.at += 1
            items: list[Node] = []
            while self.at < limit and self.text[self.at] != ")":
                before = self.at
                item = self._word(limit, ")", depth)
                if item is not None:
                    items.append(item)
                if self.at == before:
                    self.at += 1
            self.at = min(self.at + 1, limit)
            value = model.Sequence(self.source.region(match.end(), self.at), tuple(items), "list")
        else:
            value = self._word(limit, until, depth)
        return model.Bind(self.source.region(start, self.at), target, value)

    # --- words ---------------------------------------------------------------------------------------------------

    def _word(self, limit: int, until: str, depth: int) -> Node | None:
        """The next word; None where none begins."""
        start = self.at
        parts: list[Node] = []
        while self.at < limit:
            character = self.text[self.at]
            begun = self.at
            if until and character == until:
                break
            if character == "'":
                parts.append(self._single(limit))
            elif character == '"':
                parts += self._double(limit, depth)
            elif character in "$`" and (field := self._field(limit, depth)) is not None:
                parts.append(field)
            elif match := _BARE.match(self.text, self.at, limit):
                end = match.end()
                if until and (closing := self.text.find(until, begun, end)) >= 0:
                    end = closing
                self.at = end
                spelled = self.text[begun:end]
                parts.append(self.source.literal(begun, end, _ESCAPED.sub(_unescape, spelled)))
            elif character == "\\" and self.at + 1 == limit:
                self.at += 1
            elif character in "$`":
                self.at += 1
                parts.append(self.source.literal(begun, self.at, character))
            else:
                break
        if not parts:
            return None
        if len(parts) == 1:
            return parts[0]
        plain = all(isinstance(part, model.Literal) for part in parts)
        return model.Join(self.source.region(start, self.at), tuple(parts), "implicit" if plain else "interpolation")

    def _single(self, limit: int) -> Node:
        start = self.at
        end = self.text.find("'", start + 1, limit)
        inner = limit if end < 0 else end
        self.at = limit if end < 0 else end + 1
        return self.source.literal(start, self.at, self.text[start + 1 : inner])

    def _double(self, limit: int, depth: int) -> list[Node]:
        """A text in double quotes: one literal, or pieces of text and fields."""
        opened = self.at
        self.at += 1
        start = self.at
        parts: list[Node] = []
        while True:
            match = _QUOTED.search(self.text, self.at, limit)
            end = match.start() if match else limit
            character = match[0] if match else ""
            if character == "\\":
                self.at = min(end + 2, limit)
                continue
            self.at = end
            if character in {"$", "`"}:
                field = self._field(limit, depth)
                if field is None:
                    self.at = end + 1
                    continue
                if end > start:
                    parts.append(self._piece(start, end))
                parts.append(field)
                start = self.at
                continue
            self.at = min(end + 1, limit)
            if not parts:
                literal = self._piece(start, end)
                return [self.source.literal(opened, self.at, literal.value)]
            if end > start:
                parts.append(self._piece(start, end))
            return parts

    def _piece(self, start: int, end: int) -> model.Literal:
        spelled = self.text[start:end]
        return self.source.literal(start, end, re.sub(r'\\(["\\$`]|\r?\n)', _unescape, spelled))

    def _field(self, limit: int, depth: int) -> Node | None:
        """A variable, an expansion or the output of commands; None for a mark that is none of these."""
        start, text = self.at, self.text
        if depth > _DEEPEST:
            return None
        if text.startswith("$'", start):
            self.at += 1
            return self._single(limit)
        if text.startswith("$((", start):
            end = text.find("))", start, limit)
            self.at = limit if end < 0 else end + 2
            return model.Unknown(self.source.region(start, self.at))
        if text.startswith("$(", start):
            self.at += 2
            body = self.commands(limit, ")", depth + 1)
            return model.Unknown(self.source.region(start, self.at), tuple(body))
        if text[start] == "`":
            end = text.find("`", start + 1, limit)
            if end < 0:
                return None
            self.at += 1
            body = self.commands(end, "", depth + 1)
            self.at = end + 1
            return model.Unknown(self.source.region(start, self.at), tuple(body))
        if (match := _EXPANSION.match(text, start, limit)) is not None:
            return self._expansion(match, limit, depth)
        if (match := _NAME.match(text, start, limit)) is not None:
            self.at = match.end()
            return model.Name(self.source.region(start, self.at), match[1])
        return None

    def _expansion(self, match: re.Match[str], limit: int, depth: int) -> Node:
        """`${NAME:-default}` and the like."""
        start = self.at
        name = model.Name(self.source.region(match.start(1), match.end(1)), match[1])
        self.at = match.end()
        other: Node | None = None
        if match[2] and match[2][-1] in "-=":
            other = self._word(limit, "}", depth + 1)
        end = self.text.find("}", self.at, limit)
        self.at = limit if end < 0 else end + 1
        region = self.source.region(start, self.at)
        return name if other is None else model.Choice(region, (name, other), "or")


def _spelled(word: Node) -> str:
    return word.value if isinstance(word, model.Literal) and isinstance(word.value, str) else ""


def _unescape(match: re.Match[str]) -> str:
    return "" if match[1].endswith("\n") else match[1]
