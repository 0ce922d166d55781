"""Notebooks: their cells, what these printed, and their metadata.

Cells are numbered from 1, all kinds alike, as people count them.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sup_lint.analysis.embedded import markdown
from sup_lint.analysis.embedded.json_places import Json, JsonList, JsonObject, JsonText, parse, passage
from sup_lint.analysis.embedded.magics import python_of
from sup_lint.analysis.embedded.outputs import texts_of_output
from sup_lint.analysis.embedded.passage import Passage, added, joined, taken
from sup_lint.analysis.embedded.reading import EmbeddedText, embedded_text, joined_texts
from sup_lint.analysis.settings.malformed import MalformedError
from sup_lint.keys.names import is_key_name

# What kernels and editors call languages, to what this program calls them; what is missing is read as text.
_LANGUAGES = {
    **{
        name: name
        for name in "python javascript typescript kotlin java scala groovy swift go rust ruby php html json".split()
    },
    **dict.fromkeys(("ipython", "py", "sage", "sagemath", "pyspark", "xpython", "python.ipynb"), "python"),
    **dict.fromkeys(("bash", "sh", "zsh", "shell", "shellscript"), "shell"),
    **dict.fromkeys(("js", "node", "jslab", "tslab", "babel"), "javascript"),
    **dict.fromkeys(("ts", "deno"), "typescript"),
    **dict.fromkeys(("c#", "csharp", ".net (c#)"), "csharp"),
    **dict.fromkeys(("c++", "cpp", "c", "c++11", "c++14", "c++17"), "cpp"),
    **dict.fromkeys(("powershell", "pwsh", "batch"), "batch"),
}
# Where editors note the language of a cell.
_IN_CELLS = (("vscode", "languageId"), ("polyglot_notebook", "kernelName"), ("dotnet_interactive", "language"))

_WIDGETS = "application/vnd.jupyter.widget-state+json"
# Of a widget: what tells people to type.
_ASKING = ("description", "placeholder", "tooltip")


class _Cell(NamedTuple):
    number: int
    node: JsonObject

    @property
    def name(self) -> str:
        return f"cell {self.number}"


def embedded(text: str) -> Iterator[EmbeddedText]:
    """Yield the code of a notebook, joined in its order, its prose, its outputs and its metadata.

    Raises MalformedError for what is no JSON or has no cells.
    """
    root = parse(text)
    cells = _cells(root)
    assert isinstance(root, JsonObject)
    metadata = root.members.get("metadata")
    kernel = _language_of_kernel(text, metadata)
    code: dict[str, list[EmbeddedText]] = {}
    others: list[EmbeddedText] = []
    for cell in cells:
        source = _source(text, cell.node.members.get("source") or cell.node.members.get("input"))
        kind = _said(text, cell.node.members.get("cell_type"))
        if kind == "code":
            language = _language_of_cell(text, cell.node) or kernel
            if language == "python":
                python, foreign = python_of(source)
                if python is not None:
                    code.setdefault(language, []).append(embedded_text(language, python, cell.name))
                for each in foreign:
                    found = embedded_text(each.language, each.passage, cell.name, each.line)
                    others.append(found if not each.may_be_text else _perhaps(found))
            else:
                code.setdefault(language, []).append(embedded_text(language, source, cell.name))
            others += _outputs(text, cell)
        else:
            others.append(embedded_text("text", source, cell.name))
            if kind == "markdown":
                others += markdown.embedded_in_passage(source, cell.name)
        others += _metadata(text, cell.node.members.get("metadata"), f"metadata of {cell.name}")
    for texts in code.values():
        yield joined_texts(texts)
    yield from others
    yield from _metadata(text, metadata, "metadata of the notebook")


def _perhaps(found: EmbeddedText) -> EmbeddedText:
    """Python if it is any, else text."""
    as_text = EmbeddedText("text", found.text, found.pieces, found.parts)
    return EmbeddedText("python", found.text, found.pieces, found.parts, (as_text,))


def _cells(root: Json) -> list[_Cell]:
    """The cells of a notebook; those of nbformat 3 lie in worksheets."""
    members = root.members if isinstance(root, JsonObject) else {}
    lists = [members.get("cells")]
    worksheets = members.get("worksheets")
    if isinstance(worksheets, JsonList):
        lists += [sheet.members.get("cells") for sheet in worksheets.items if isinstance(sheet, JsonObject)]
    if not any(isinstance(each, JsonList) for each in lists):
        raise MalformedError("has no cells")
    nodes = [node for each in lists if isinstance(each, JsonList) for node in each.items]
    return [_Cell(number, node) for number, node in enumerate(nodes, start=1) if isinstance(node, JsonObject)]


def _source(text: str, node: Json) -> Passage:
    """The text of a cell: one string, or a list of strings."""
    if isinstance(node, JsonText):
        return passage(text, node)
    items = node.items if isinstance(node, JsonList) else ()
    return joined(passage(text, item) for item in items if isinstance(item, JsonText))


def _said(text: str, node: Json) -> str:
    return passage(text, node).text if isinstance(node, JsonText) else ""


def _member(node: Json, *path: str) -> Json:
    for name in path:
        node = node.members.get(name) if isinstance(node, JsonObject) else None
    return node


def _language_of_kernel(text: str, metadata: Json) -> str:
    said = [
        _said(text, _member(metadata, *path))
        for path in (("kernelspec", "language"), ("language_info", "name"), ("kernelspec", "name"))
    ]
    name = next(filter(None, said), "python").lower()
    return _LANGUAGES.get(name.rstrip("0123456789.") or name, _LANGUAGES.get(name, "text"))


def _language_of_cell(text: str, cell: JsonObject) -> str:
    """What a cell says of its own language; empty if it says nothing."""
    said = [_said(text, cell.members.get("language"))]  # nbformat 3
    said += [_said(text, _member(cell, "metadata", *path)) for path in _IN_CELLS]
    name = next(filter(None, said), "").lower()
    return _LANGUAGES.get(name, "text") if name else ""


def _outputs(text: str, cell: _Cell) -> Iterator[EmbeddedText]:
    outputs = cell.node.members.get("outputs")
    for output in outputs.items if isinstance(outputs, JsonList) else ():
        if isinstance(output, JsonObject):
            yield from texts_of_output(text, output, f"output of {cell.name}")


def _metadata(text: str, node: Json, name: str) -> Iterator[EmbeddedText]:
    """The metadata as JSON: papermill notes parameters there. Of the states of widgets only what was typed in."""
    if not isinstance(node, JsonObject) or not node.members:
        return
    widgets = node.places.get("widgets")
    if widgets is None:
        yield embedded_text("json", taken(text, node.start, node.end), name)
        return
    for state in _typed_in(text, node.members.get("widgets")):
        yield embedded_text("json", taken(text, state.start, state.end), name)
    start, end = widgets
    yield embedded_text(
        "json", joined((taken(text, node.start, start), added('"widgets": null'), taken(text, end, node.end))), name
    )


def _typed_in(text: str, widgets: Json) -> Iterator[JsonObject]:
    """The states of the widgets that were asking for a key."""
    models = _member(widgets, _WIDGETS, "state")
    for model in models.members.values() if isinstance(models, JsonObject) else ():
        state = _member(model, "state")
        if isinstance(state, JsonObject) and any(is_key_name(_said(text, state.members.get(each))) for each in _ASKING):
            yield state
