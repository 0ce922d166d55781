"""Pages: the text that they show, and the code in it. Their scripts are read with the page itself."""

import re
from collections.abc import Iterator

from sup_lint.analysis.embedded.fences import code_of_fence, language_of_fence
from sup_lint.analysis.embedded.markup_text import text_of
from sup_lint.analysis.embedded.passage import Passage, added, joined, taken
from sup_lint.analysis.embedded.reading import EmbeddedText, embedded_text
from sup_lint.keys.names import is_key_name

# <code class="language-python">, <pre class="brush: js">, <div class="highlight-python notranslate"> around a <pre>.
_CODE = re.compile(r"<(?P<name>code|pre|div)\s(?P<attributes>[^<>]{1,800})>", re.IGNORECASE)
_SAYING = re.compile(
    r"""\b(?:class\s?=\s?["']?[^"'<>]{0,200}?(?:\blanguage-|\blang-|\bhighlight-(?:source-)?|\bbrush:\s?|\bsourceCode\s)
      | (?:data-)?lang(?:uage)?\s?=\s?["']?)
    (?P<language>[\w+\#.-]{1,30})""",
    re.VERBOSE | re.IGNORECASE,
)
# <meta name="supertone-api-key" content="…">: a name and a value in two attributes, in either order.
_META = re.compile(r"<(?:meta|input)\s(?P<attributes>[^<>]{1,2000})>", re.IGNORECASE)
_NAME = re.compile(r"""(?<![\w-])(?:name|property|id)\s?=\s?["']?(?P<said>[\w.:-]{1,100})""", re.IGNORECASE)
_VALUE = re.compile(
    r"""(?<![\w-])(?:content|value)\s?=\s?(?P<quote>["'])(?P<said>[^"'<>]{1,600})(?P=quote)""", re.IGNORECASE
)
# Two cells of what is shown, the first of which may name the key in words.
_CELLS = re.compile(
    r"""<(?P<tag>dt|th|td)> \s{0,80} (?P<name>[^<>\s][^<>]{2,100}?) [\s:]{0,80} </(?P=tag)> \s{0,80}
    <(?:dd|td)> \s{0,80} (?P<value>[^<>\s][^<>]{7,600}) </""",
    re.VERBOSE,
)
_LARGEST = 2_000_000


def embedded(text: str) -> Iterator[EmbeddedText]:
    """Yield the text of a page, and the code that it shows where it says its language."""
    if len(text) > _LARGEST:
        return
    shown = text_of(taken(text))
    if shown.text.strip():
        yield embedded_text("text", shown, is_example=True)
    yield from _named_cells(shown)
    for meta in _META.finditer(text):
        name = _NAME.search(text, *meta.span("attributes"))
        value = _VALUE.search(text, *meta.span("attributes"))
        if name is not None and value is not None:
            pair = (taken(text, *name.span("said")), added(": "), taken(text, value.start("quote"), value.end()))
            yield embedded_text("text", joined(pair), is_example=True)
    position = 0
    unended: set[str] = set()
    while (code := _CODE.search(text, position)) is not None:
        position = code.end()
        said = _SAYING.search(code["attributes"])
        element = "pre" if code["name"].lower() == "div" else code["name"].lower()
        if said is None or element in unended or not language_of_fence(said["language"]):
            continue
        end = re.compile(rf"</{element}\s{{0,20}}>", re.IGNORECASE).search(text, position)
        if end is None:
            unended.add(element)
        else:
            yield from code_of_fence(said["language"], text_of(taken(text, position, end.start()), between=""))
            position = end.end()


def _named_cells(shown: Passage) -> Iterator[EmbeddedText]:
    """Cells behind one that names the key in words: `<dt>Supertone API key</dt><dd>…</dd>`."""
    for cells in _CELLS.finditer(shown.text):
        if is_key_name(cells["name"]):
            name, value = (shown.cut(*cells.span(group)) for group in ("name", "value"))
            yield embedded_text("text", joined((name, added(": "), value)), is_example=True)
