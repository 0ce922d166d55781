"""Keys in text: in strings of programs, in settings and their remarks, in documents and whatever nobody takes apart."""

from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.dataflow.values import as_text
from sup_lint.analysis.embedded.examples import is_understood
from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.literal_key import LiteralKey, within_literal
from sup_lint.analysis.mentions import stretches
from sup_lint.analysis.program import Program
from sup_lint.analysis.project import Project
from sup_lint.analysis.settings.keys import HeldKey
from sup_lint.analysis.settings.remarks import remarks_in
from sup_lint.analysis.settings.view import is_all_settings, is_veiled, settings_of
from sup_lint.keys.matcher import Match, find_keys
from sup_lint.keys.remarks import find_remarks

_SHORTEST_TEXT = 12
_JSON = frozenset({"json", "jsonl"})


def in_strings(file: AnalysedFile, program: Program) -> Iterator[LiteralKey]:
    """Yield the keys in the strings of a program, also in those that are put together from literals."""
    for node in program.nodes():
        match node:
            case model.Literal(value=str() | bytes()):
                text = as_text(node.value)
                if text and len(text) >= _SHORTEST_TEXT:
                    yield from _in_string(text, node, file)
            case model.Join(how="implicit" | "+" | "join"):
                text = _constant_text(node)
                if text and len(text) >= _SHORTEST_TEXT:
                    yield from _in_joined(text, node, file)


def _in_string(text: str, node: model.Literal, file: AnalysedFile) -> Iterator[LiteralKey]:
    for match in find_keys(text, tied=file.is_tied or None):
        region = within_literal(text[match.start : match.end], node)
        kind = "url" if match.in_url else "text"
        yield LiteralKey(match.value, file, region, kind, match.holder, match.certain, file, node.region)


def _in_joined(text: str, node: model.Join, file: AnalysedFile) -> Iterator[LiteralKey]:
    """Keys in text that is put together from several literals, but lie within none of them."""
    for match in find_keys(text, tied=file.is_tied or None):
        literals = [part for part in node.parts if isinstance(part, model.Literal)]
        inside = next((part for part in literals if match.value in (as_text(part.value) or "")), None)
        region = within_literal(match.value, inside) if inside is not None else node.region
        kind = "url" if match.in_url else "text"
        yield LiteralKey(match.value, file, region, kind, match.holder, match.certain, file, node.region)


def _constant_text(node: model.Join) -> str | None:
    texts: list[str] = []
    for part in node.parts:
        if not isinstance(part, model.Literal):
            return None
        text = as_text(part.value)
        if text is None:
            return None
        texts.append(text)
    return "".join(texts)


def in_prose(file: AnalysedFile, project: Project) -> Iterator[LiteralKey]:
    """Yield the keys in what is text to the end: documents, remarks in settings, all that no reader takes apart."""
    # Where settings are told apart, a neutral name in the text says nothing that its setting doesn't.
    is_plain = not is_all_settings(file)
    for start, end in stretches(file.text):
        for match in find_keys(file.text[start:end], tied=file.is_tied):
            is_no_value = is_veiled(file, start + match.start) or _is_name(file, start + match.end)
            is_good = match.certain or (is_plain and not is_understood(file, start + match.start, project))
            if is_good and not is_no_value:
                yield from_text(match, file, start, "text")
    for start, text in remarks_in(file) if settings_of(file) and file.is_tied else ():
        line = file.lines.line_text(file.lines.position(start)[0])
        for match in (*find_keys(text, tied=True), *find_remarks(text, line)):
            yield from_text(match, file, start, "comment")


def _is_name(file: AnalysedFile, end: int) -> bool:
    """Whether what ends at an offset of JSON is the name of an entry, not a value."""
    return file.language in _JSON and file.text[end : end + 2].lstrip(" ").startswith(":")


def from_text(match: Match, file: AnalysedFile, offset: int, kind: str) -> LiteralKey:
    """The literal of a match in a text that begins at an offset of the file."""
    region = file.lines.region(offset + match.start, offset + match.end)
    return LiteralKey(
        match.value, file, region, "url" if match.in_url else kind, match.holder, match.certain, file, region
    )


def from_setting(held: HeldKey, file: AnalysedFile) -> LiteralKey:
    """The literal of a key that a setting holds."""
    region = file.lines.region(held.start, held.end)
    return LiteralKey(held.key, file, region, "entry", held.name, held.certain, file, region)
