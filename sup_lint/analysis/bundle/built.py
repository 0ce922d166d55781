"""What is built output: told by evidence in the file and around it, not by the name of its folder alone."""

import os
import re
from dataclasses import dataclass
from functools import lru_cache

from sup_lint.sources import files
from sup_lint.sources.language import is_code

_LONG_LINE = 1_000
_LONG_AVERAGE = 150
_SHORTEST = 300
_MOST_LINES = 2_000
_MOST_SAMPLES = 8
_SAMPLE = 1 << 16
_FEW_SPACES = 0.09
# Beyond this a script is nobody's handwriting, and parsing it would take too long.
_LARGEST_SOURCE = 2 << 20
_RUNTIME = re.compile(
    rb"__webpack_require__\s?[.(=]|webpackBootstrap|\bwebpackChunk\w*\s?=|\bwebpackJsonp\b|\bparcelRequire\w{0,20}\s?[=(]"
    rb"|\bSystem\.register\(\[|__vite__mapDeps|\bvite/preload-helper|\bTURBOPACK\b|\b_N_E\s?=|self\.__next_f"
    rb"|\b__commonJS\s?=|\b__toESM\s?=|\b__rspack_|\b__BUNDLE_START_TIME__\b|\b__d\(\(?function",
)
_MAP_COMMENT = re.compile(rb"[/*][/*][#@]\s?sourceMappingURL=")
_MAP = re.compile(
    rb'\s{0,20}(?:\)\]\}\'[^\n]{0,200}\n)?\s{0,20}\{[\s\S]{0,2000}?"(?:version|mappings|sources|sections)"'
)
_FOLDERS = frozenset(
    """
    dist build out www _site public _next .next .nuxt .output .svelte-kit .vercel storybook-static web-build
    bundle bundles static assets public_html dist-electron release target
    """.split()
)
_HASHED = re.compile(r"[-.][A-Za-z0-9_-]{8,20}\.(?:m?js|css)$")
_MOST_ENTRIES = 2_000
_TEXTS = frozenset({"javascript", "css", "json", "html"})
_COMPILED = _TEXTS | {"typescript", "tsx", "source-map", "wasm"}
_BINARY_SAMPLE = 8_192
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\x1b")


@dataclass(frozen=True, slots=True)
class Built:
    """Why a file is taken for built output: `reason` completes "the file …". What `is_readable` may be parsed, too."""

    reason: str
    is_readable: bool = False
    is_map: bool = False
    is_binary: bool = False


def built_output(path: str, data: bytes, language: str, *, is_delivered: bool = False) -> Built | None:
    """Whether a file is built output, and by what one sees it; None for what people write.

    `path` is where it lies on disk, for a look at its neighbours. In a package that is delivered to clients
    (`is_delivered`) every script, page, style sheet and data file is.
    """
    # A property list is what people write in Xcode, however it was saved.
    if is_binary(data) and (is_delivered or not data.startswith(b"bplist00")):
        # Source code with a null byte in it is damaged source code.
        is_compiled = is_delivered or language in _COMPILED or not is_code(language)
        return Built("is a compiled binary", is_binary=True) if is_compiled else None
    if language == "source-map" or (language == "json" and path.endswith(".map")):
        return Built("is a source map", is_map=True) if _MAP.match(data[:_SAMPLE]) else None
    is_small = len(data) <= _LARGEST_SOURCE
    delivered = Built("is part of what is delivered", is_readable=is_small) if is_delivered else None
    if language not in _TEXTS:
        return None if is_small else delivered
    if _is_minified(data, language):
        return Built("is minified build output")
    if language == "javascript":
        if not is_small:
            return Built("is too large to be handwritten")
        head, tail = data[:_SAMPLE], data[-_SAMPLE:]
        if _RUNTIME.search(head) or _RUNTIME.search(tail):
            return Built("has the marks of a bundler in it", is_readable=True)
        if _MAP_COMMENT.search(tail[-2000:]) and _lies_in_build(path):
            return Built("is generated and lies in a build folder", is_readable=True)
    elif language in {"css", "json"} and _lies_in_build(path):
        return Built("lies in a build folder", is_readable=True)
    return delivered


def is_binary(data: bytes) -> bool:
    """Whether bytes are no text: more than a stray null byte and control characters, and not UTF-16."""
    sample = data[:_BINARY_SAMPLE]
    if b"\0" not in sample or sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    zeros = sample[0::2].count(0), sample[1::2].count(0)
    is_wide = max(zeros) * 4 >= len(sample) and min(zeros) * 32 <= len(sample)
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return not is_wide and controls * 50 > len(sample)


def _is_minified(data: bytes, language: str) -> bool:
    """Whether most of it stands in lines that no person writes, and is code: with few spaces, many brackets."""
    if len(data) < _SHORTEST or language == "json":
        return False
    lines = data.split(b"\n", _MOST_LINES)
    size = len(data)
    if len(lines) > _MOST_LINES:
        size -= len(lines.pop())  # what lies behind them is no line
    long = [line for line in lines if len(line) >= _LONG_LINE]
    if 2 * sum(map(len, long)) >= size:
        # A long line may hold data, such as a picture; code has brackets and semicolons everywhere.
        return any(_is_code(line[:_SAMPLE]) for line in long[:_MOST_SAMPLES])
    # Small chunks: a line or two without a space to spare.
    head = data[:_SAMPLE]
    spaces = sum(head.count(space) for space in (b" ", b"\n", b"\t"))
    written = sum(1 for line in lines if line.strip())
    return size / max(written, 1) > _LONG_AVERAGE and spaces < _FEW_SPACES * len(head) and _is_code(head)


def _is_code(sample: bytes) -> bool:
    return 40 * sum(sample.count(sign) for sign in (b";", b"{", b"(", b",", b"=")) >= len(sample)


def _lies_in_build(path: str) -> bool:
    """Whether a folder above, named as build tools do, holds what they leave behind."""
    folder = os.path.dirname(os.path.abspath(path))
    for _ in range(6):
        if os.path.basename(folder) in _FOLDERS and _has_output(folder, files.view()):
            return True
        folder = os.path.dirname(folder)
    return False


@lru_cache(maxsize=4096)
def _has_output(folder: str, view: int) -> bool:  # noqa: ARG001 - another view, another answer
    """Whether hashed names, maps or the manifests of build tools lie in a folder, or one below it."""
    try:
        names = files.names(folder)[:_MOST_ENTRIES]
        for below in ("assets", "static", "_next", "js"):
            if below in names and files.is_folder(os.path.join(folder, below)):
                names += files.names(os.path.join(folder, below))[:_MOST_ENTRIES]
    except OSError:
        return False
    return any(
        _HASHED.search(name) or name.endswith((".js.map", ".css.map")) or name == "asset-manifest.json"
        for name in names
    )
