"""From text to tokens: names, numbers, strings with their fields, marks and comments."""

import functools
import re
from bisect import bisect_left
from collections import defaultdict

from sup_lint.analysis.lexical.dialect import Dialect, StringSyntax
from sup_lint.analysis.lexical.escapes import unescaped
from sup_lint.analysis.lexical.tokens import Field, Text, Token, grammar

_DEEPEST_FIELD = 6
# Behind these a slash begins a regular expression.
_BEFORE_REGEX = frozenset("( , = : [ ! & | ? { } ; => == != && || =~ !~ + -> <<".split())
_WORDS_BEFORE_REGEX = frozenset("if unless when while and or not return in puts".split())


@functools.lru_cache(maxsize=256)
def _interesting(characters: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(characters)}]")


class Scanner:
    """Reads the tokens of one text; `comments` are its comments' starts and ends."""

    def __init__(self, text: str, dialect: Dialect) -> None:
        self.text = text
        self.dialect = dialect
        self.comments: list[tuple[int, int]] = []
        self._grammar = grammar(dialect)
        self._resume: tuple[int, int] | None = None  # where the line of a heredoc ends, and where its text does
        self._words: dict[str, list[tuple[int, int]]] | None = None
        self._line = (0, -1)

    def tokens(self) -> list[Token]:
        """All the tokens of the text."""
        if self.dialect.in_markup and "<?" in self.text:
            return self._in_markup()
        is_document = self.dialect.ends_blocks and self.text.startswith("=begin")
        return self._scan(self._past_document(0) if is_document else 0, len(self.text))[0]

    def _in_markup(self) -> list[Token]:
        found: list[Token] = []
        position = 0
        opening = re.compile(r"<\?(?:php\b|=)?", re.IGNORECASE)
        while position < len(self.text):
            match = opening.search(self.text, position)
            end = match.start() if match else len(self.text)
            if end > position:
                part = Text(position, end, self.text[position:end])
                found.append(Token("string", "", position, end, True, True, (part,)))
                found.append(Token("mark", ";", end, end, False, False))
            if match is None:
                break
            inside, position = self._scan(match.end(), len(self.text), until="?>")
            found += inside
            found.append(Token("mark", ";", position, position, False, False))
        return found

    def _scan(self, position: int, limit: int, *, until: str = "", depth: int = 0) -> tuple[list[Token], int]:
        """The tokens from `position` on, up to `limit` or past the `until` that nothing opened."""
        text, match_at = self.text, self._grammar.match
        found: list[Token] = []
        is_first, is_apart = True, True
        nested = 0
        while position < limit:
            if until and not nested and text.startswith(until, position):
                return found, position + len(until)
            match = match_at(text, position, limit)
            assert match is not None, "the last alternative takes any character"
            kind, start, end = match.lastgroup or "", position, match.end()
            if kind == "quote":
                kind = "heredoc"
            if kind == "space":
                position, is_apart = end, True
                continue
            if kind == "line":
                if self._resume is not None and self._resume[0] <= start:
                    end, self._resume = max(end, self._resume[1]), None
                position, is_first, is_apart = end, True, True
                if is_first and self.dialect.ends_blocks and text.startswith("=begin", end):
                    position = self._past_document(end)
                continue
            if kind in {"comment", "block"}:
                position = end if kind == "comment" else self._past_comment(end)
                self.comments.append((start, position))
                is_apart = True
                continue
            if kind == "directive" and not is_first:
                kind, end = "other", start + 1
            if kind == "heredoc":
                token = self._heredoc(match, is_first, is_apart, depth)
            elif kind[0] == "s" and kind[1:].isdigit():
                token = self._string(self.dialect.strings[int(kind[1:])], start, limit, is_first, is_apart, depth)
            elif kind == "other" and match[0] == "/" and self.dialect.has_regexes and _may_begin_regex(found):
                token = self._regex(start, limit, is_first, is_apart)
            else:
                token = Token("mark" if kind == "other" else kind, text[start:end], start, end, is_first, is_apart)
            if token.kind == "open":
                nested += 1
            elif token.kind == "close":
                nested = max(0, nested - 1)
            found.append(token)
            position = max(token.end, start + 1) if kind != "heredoc" else end
            is_first = is_apart = False
        return found, limit

    # --- what is skipped -----------------------------------------------------------------------------------------

    def _past_comment(self, position: int) -> int:
        if not self.dialect.nests_comments:
            end = self.text.find("*/", position)
            return end + 2 if end >= 0 else len(self.text)
        level = 1
        for match in re.compile(r"/\*|\*/").finditer(self.text, position):
            level += 1 if match[0] == "/*" else -1
            if not level:
                return match.end()
        return len(self.text)

    def _past_document(self, start: int) -> int:
        """Past a comment between =begin and =end."""
        match = re.compile(r"^=end[^\r\n]*", re.MULTILINE).search(self.text, start)
        end = match.end() if match else len(self.text)
        self.comments.append((start, end))
        return end

    # --- strings -------------------------------------------------------------------------------------------------

    def _string(
        self, syntax: StringSyntax, start: int, limit: int, is_first: bool, is_apart: bool, depth: int
    ) -> Token:
        opener = re.compile(syntax.opener).match(self.text, start)
        assert opener is not None, "the grammar matched it"
        closer = syntax.closer.replace("{1}", (opener[1] or "") if opener.re.groups else "")
        parts, end = self._body(syntax, closer, opener.end(), limit, depth)
        return Token("string", self.text[start:end], start, end, is_first, is_apart, parts)

    def _body(
        self, syntax: StringSyntax, closer: str, position: int, limit: int, depth: int
    ) -> tuple[tuple[Text | Field, ...], int]:
        """The parts of a string whose text begins at `position`, and where it ends, its closer included."""
        text = self.text
        fields = syntax.fields if depth < _DEEPEST_FIELD else ()
        characters = closer[:1] + "".join(field[0] for field in fields)
        characters += ("\\" if syntax.escape == "\\" else "") + ("" if syntax.is_long else "\r\n")
        search = _interesting("".join(sorted(set(characters)))).search
        parts: list[Text | Field] = []
        start = position

        def add(end: int) -> None:
            if end > start or not parts:
                parts.append(Text(start, end, unescaped(text[start:end], syntax, closer)))

        while True:
            match = search(text, position, limit)
            if match is None:
                add(limit)
                return tuple(parts), limit
            position = match.start()
            field = next((mark for mark in fields if text.startswith(mark, position)), None)
            if closer and text.startswith(closer, position):
                if syntax.escape == "doubled" and text.startswith(closer, position + len(closer)):
                    position += 2 * len(closer)
                    continue
                while len(closer) == 3 and text.startswith(closer, position + 1):
                    position += 1
                add(position)
                return tuple(parts), position + len(closer)
            if field is not None and (inside := self._field(field, position, limit, syntax, depth)) is not None:
                if position > start:
                    add(position)
                parts.append(inside)
                start = position = inside.end
            elif match[0] == "\\":
                position = min(position + 2, limit)
            elif match[0] in "\r\n" and not syntax.is_long:
                add(position)
                return tuple(parts), position
            else:
                position += 1 if field is None or not text.startswith(field * 2, position) else 2

    def _field(self, mark: str, position: int, limit: int, syntax: StringSyntax, depth: int) -> Field | None:
        """The field that begins with `mark` at `position`, if it is one."""
        text = self.text
        if mark == "$":
            name = re.compile(r"\$([^\W\d]\w*)").match(text, position, limit)
            if name is None:
                return None
            token = Token("name", name[1], name.start(1), name.end(), False, False)
            return Field(position, name.end(), [token])
        if mark == "{" and text.startswith("{{", position):
            return None
        start = position + len(mark) - (mark == "{$")
        closing = ")" if mark.endswith("(") else "}"
        if not syntax.is_long:
            limit = min(limit, self._end_of_line(position))
        tokens, end = self._scan(start, limit, until=closing, depth=depth + 1)
        return Field(position, end, tokens)

    def _end_of_line(self, position: int) -> int:
        """Where the line ends; kept, since one line may hold all the strings of a file."""
        first, last = self._line
        if not first <= position <= last:
            match = _interesting("\r\n").search(self.text, position)
            self._line = position, match.start() if match else len(self.text)
        return self._line[1]

    def _regex(self, start: int, limit: int, is_first: bool, is_apart: bool) -> Token:
        """A regular expression between slashes, or the slash alone if its line has no other."""
        match = re.compile(r"/((?:[^/\\\r\n]|\\[^\r\n])+)/[a-z]{0,8}").match(self.text, start, limit)
        if match is None:
            return Token("mark", "/", start, start + 1, is_first, is_apart)
        part = Text(match.start(1), match.end(1), match[1])
        return Token("string", match[0], start, match.end(), is_first, is_apart, (part,))

    def _heredoc(self, match: re.Match[str], is_first: bool, is_apart: bool, depth: int) -> Token:
        start, end = match.span()
        quote = match["quote"]
        opened = match[0].rstrip(quote) if quote else match[0]
        word = re.split(r"\W", opened)[-1]
        if self._resume is None:
            line_end = self.text.find("\n", end)
            begin = line_end + 1 if line_end >= 0 else len(self.text)
            stop = begin - 1
        else:
            stop, begin = self._resume
        closing = self._closing_line(word, begin)
        if closing is None:
            return Token("mark", "<<", start, start + 2, is_first, is_apart)
        body_end, resumed = closing
        fields = self.dialect.heredoc_fields if quote != "'" else ()
        syntax = StringSyntax("", "", escape="" if quote == "'" else "\\", is_long=True, fields=fields)
        parts, _ = self._body(syntax, "", begin, body_end, depth)
        self._resume = (stop, resumed)
        return Token("string", match[0], start, end, is_first, is_apart, parts)

    def _closing_line(self, word: str, begin: int) -> tuple[int, int] | None:
        """Where the line that ends a heredoc begins, and where its word ends."""
        if self._words is None:
            self._words = defaultdict(list)
            for line in re.compile(r"^[ \t]*([^\W\d]\w*)(?=[ \t]*[;,)\].\r\n]|[ \t]*\Z)", re.MULTILINE).finditer(
                self.text
            ):
                self._words[line[1]].append((line.start(), line.end()))
        places = self._words.get(word, [])
        index = bisect_left(places, (begin, 0))
        return places[index] if index < len(places) else None


def _may_begin_regex(before: list[Token]) -> bool:
    if not before:
        return True
    last = before[-1]
    if last.kind == "name":
        return last.text in _WORDS_BEFORE_REGEX
    return last.kind == "open" or (last.kind == "mark" and last.text in _BEFORE_REGEX)
