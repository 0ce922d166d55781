"""Names that one file binds and another uses without importing them, in languages in which that is usual."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.rules.examples import checked

SEND = {
    "kt": 'fun f() = request.header("x-sup-api-key", Keys.CODE)\n',
    "swift": 'func f() { request.setValue(Keys.code, forHTTPHeaderField: "x-sup-api-key") }\n',
    "go": 'package a\n\nfunc f() { req.Header.Set("x-sup-api-key", code) }\n',
    "cs": 'class B { void F() { r.Headers.Add("x-sup-api-key", Keys.Code); } }\n',
}
FOUND: dict[str, Mapping[str, str]] = {
    "object": {"a.kt": "// supertone\nobject Keys {\n    const val CODE = [|\"«key»\"|]\n}\n", "b.kt": SEND["kt"]},
    "companion": {"a.kt": "// supertone\nclass Keys {\n    companion object { const val CODE = [|\"«key»\"|] }\n}\n", "b.kt": SEND["kt"]},
    "enumeration": {"a.swift": "// supertone\nenum Keys {\n    static let code = [|\"«key»\"|]\n}\n", "b.swift": SEND["swift"]},
    "package": {"a.go": "package a\n\n// of supertone\nvar (\n\tcode = [|\"«key»\"|]\n)\n", "b.go": SEND["go"]},
    "namespace": {"a.cs": "// supertone\nnamespace N { static class Keys { public const string Code = [|\"«key»\"|]; } }\n", "b.cs": SEND["cs"]},
    "file of a path": {"bin/keys.dart": "const code = [|'«key»'|];\n", "bin/b.dart": "import 'keys.dart';\nfinal h = {'x-sup-api-key': code};\n"},
    "file of a package": {"pubspec.yaml": "name: tts\n", "lib/keys.dart": "const code = [|'«key»'|];\n", "bin/b.dart": "import 'package:tts/keys.dart';\nfinal h = {'x-sup-api-key': code};\n"},
    "header file": {"keys.h": "#define CODE [|\"«key»\"|]\n", "b.cpp": "#include \"keys.h\"\nvoid f() { http.addHeader(\"x-sup-api-key\", CODE); }\n"},
    "required file": {"keys.rb": "CODE = [|'«key»'|]\n", "b.rb": "require_relative 'keys'\nh = { 'x-sup-api-key' => CODE }\n"},
    "included file": {"keys.php": "<?php\nconst CODE = [|'«key»'|];\n", "b.php": "<?php\nrequire __DIR__ . '/keys.php';\n$h = ['x-sup-api-key' => CODE];\n"},
}  # fmt: skip
SILENT: dict[str, Mapping[str, str]] = {
    "two of one name": {"a.kt": "// supertone\nobject Keys { const val CODE = \"«key»\" }\n", "c.kt": "// supertone\nobject Keys { const val CODE = \"a\" }\n", "b.kt": SEND["kt"]},
    "another language": {"a.kt": "// supertone\nobject Keys { const val code = \"«key»\" }\n", "b.swift": SEND["swift"]},
    "a name of its own": {"a.go": "package a\n\n// of supertone\nvar code = \"«key»\"\n", "b.go": 'package a\n\nfunc f(code string) { req.Header.Set("x-sup-api-key", code) }\n'},
    "another package": {"pubspec.yaml": "name: other\n", "lib/keys.dart": "const code = '«key»';\n", "bin/b.dart": "import 'package:tts/keys.dart';\nfinal h = {'x-sup-api-key': code};\n"},
    "outside the project": {"b.cpp": "#include \"../../../../keys.h\"\nvoid f() { http.addHeader(\"x-sup-api-key\", CODE); }\n"},
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_found(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report, marks = checked(FOUND[name], tmp_path)
    assert {(each.code, each.path, *each.region) for each in report.findings} == {("SUP101", *mark) for mark in marks}


@pytest.mark.parametrize("name", SILENT)
def test_silent(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report, _ = checked(SILENT[name], tmp_path)
    assert report.findings == ()
