"""What is taken for built output, and what for the work of people."""

import pytest

from sup_lint.analysis.bundle.built import built_output

WRITTEN = "export function speak(text) {\n  return fetch('/api', { method: 'POST', body: text });\n}\n"
MINIFIED = "!function(e){var t=e.n;t.exports=function(n,r){return fetch(n,{method:r,body:e})}}(window);" * 30


@pytest.mark.parametrize("copies", [1, 500, 5000])
def test_a_written_script_of_any_length_is_read(copies: int) -> None:
    assert built_output("speak.js", (WRITTEN * copies).encode(), "javascript") is None


@pytest.mark.parametrize("source", [MINIFIED, "/*! licence */\n" + MINIFIED, MINIFIED + "\n//# sourceMappingURL=a.js.map"])
def test_a_minified_script_is_built(source: str) -> None:
    built = built_output("speak.js", source.encode(), "javascript")
    assert built is not None
    assert not built.is_readable


def test_a_written_script_with_a_picture_in_it_is_read() -> None:
    picture = f'const logo = "data:image/png;base64,{"iVBORw0KGgoAAAANSUhEUgAA" * 400}";\n'
    assert built_output("logo.js", (picture + WRITTEN * 20).encode(), "javascript") is None


def test_binaries_are_built_only_where_they_are_compiled_from_scripts() -> None:
    data = bytes(range(256)) * 40
    assert built_output("a.wasm", data, "wasm") is not None
    assert built_output("a.py", data, "python") is None
