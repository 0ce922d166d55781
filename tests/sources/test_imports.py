"""What files import, told from their bytes."""

from pathlib import Path

import pytest

from sup_lint.sources.imports import Imports, specifiers


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import a from './a';import {\n  b,\n  c as d,\n} from \"../b\"", ["./a", "../b"]),
        ("import './c.css'; export * from './d'; export { e } from './e'", ["./c.css", "./d", "./e"]),
        ("const f = require('./f'), g = await import(`./g`)", ["./f", "./g"]),
        ("import type { H } from './h'; export type { I } from './i'; import J from './j'", ["./j"]),
        ("import { type K, L } from './l'", ["./l"]),
        ("const from = 'x'; imported('./m'); requires('./n')", []),
        ("import\n{ o }\nfrom\n'./o'", ["./o"]),
    ],
)
def test_specifiers(source: str, names: list[str]) -> None:
    assert list(specifiers(source.encode())) == names


def test_targets_of_both_languages(tmp_path: Path) -> None:
    for name in ("a.py", "b.py", "c.ts", "d/index.js"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    imports = Imports(str(tmp_path))
    assert imports.targets(str(tmp_path / "a.py"), b"from b import x\nimport c\n") == {str(tmp_path / "b.py")}
    script = b"import { x } from './d'; import y from './c.js'; import z from 'b'"
    found = imports.targets(str(tmp_path / "e.mts"), script)
    assert found == {str(tmp_path / "d/index.js"), str(tmp_path / "c.ts")}


@pytest.mark.parametrize("attack", ["import type ", "from '", "import  ", "require(( ", "export type a "])
def test_a_megabyte_of_beginnings_is_read(attack: str) -> None:
    # With a pattern that goes back on itself this would not come to an end.
    assert not any("\n" in name for name in specifiers(attack.encode() * (1_000_000 // len(attack))))
