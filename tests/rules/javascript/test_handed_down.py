"""Keys in the state and the contexts of components, which others send; what is handed down beside them stays silent."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.rules.javascript.script_cases import assert_reported, case

SEND = 'fetch("https://supertoneapi.com", { headers: { "x-sup-api-key": code } })'


def component(made: str, read: str) -> str:
    return f"{made}\nexport const Say = () => {{ {read}; return {SEND}; }};\n"


CONTEXT = 'import { createContext, useContext } from "react";\nconst C = createContext'
REPORTED = [
    case("state", component('import { useState } from "react";', 'const [code] = useState([|"«key»"|])')),
    case("made state", component('import { useState } from "react";', 'const [code] = useState(() => [|"«key»"|])')),
    case("ref of React", component('import { useRef } from "react";\nconst r = useRef([|"«key»"|]);', "const code = r.current")),
    case("ref of Vue", component('import { ref } from "vue";\nconst r = ref([|"«key»"|]);', "const code = r.value")),
    case("signal of Preact", component('import { signal } from "@preact/signals";\nconst r = signal([|"«key»"|]);', "const code = r.value")),
    case("signal of Angular", component('import { signal } from "@angular/core";\nconst r = signal([|"«key»"|]);', "const code = r()")),
    case("signal of Solid", component('import { createSignal } from "solid-js";\nconst [r] = createSignal([|"«key»"|]);', "const code = r()")),
    case("context", component(CONTEXT + '([|"«key»"|]);', "const code = useContext(C)")),
    case("object in a context", component(CONTEXT + '({ speech: [|"«key»"|], voice: "v" });', "const { speech: code } = useContext(C)")),
    case(
        "provided context",
        component(CONTEXT + '(null);\nexport const P = (p) => <C.Provider value={{ speech: [|"«key»"|] }}>{p.children}</C.Provider>;', "const code = useContext(C).speech"),
    ),
    case(
        "context of another file",
        {"ctx.jsx": 'import { createContext } from "react";\nexport const C = createContext([|"«key»"|]);\n',
         "say.jsx": component('import { useContext } from "react";\nimport { C } from "./ctx";', "const code = useContext(C)")},
    ),
    case("provided by Vue", component('import { provide, inject } from "vue";\nprovide("speech", [|"«key»"|]);', 'const code = inject("speech")')),
    case("default of an injection", component('import { inject } from "vue";', 'const code = inject("speech", [|"«key»"|])')),
    case("context of Svelte", component('import { setContext, getContext } from "svelte";\nsetContext("speech", { code: [|"«key»"|] });', 'const { code } = getContext("speech")')),
]  # fmt: skip
SILENT = [
    case("another member", component(CONTEXT + '({ etag: "«key»", speech: load() });', "const code = useContext(C).speech")),
    case("another context", component(CONTEXT + '(null);\nconst D = createContext("«key»");', "const code = useContext(C)")),
    case("provider of another context", component(CONTEXT + '(null);\nconst D = createContext(null);\nexport const P = () => <D.Provider value="«key»" />;', "const code = useContext(C)")),
    case("another name", component('import { provide, inject } from "vue";\nprovide("etag", "«key»");', 'const code = inject("speech")')),
    case("voice", component(CONTEXT + '("20160a4c5ba38967330c84");', 'const voice = useContext(C); const code = await load()')),
    case("placeholder", component(CONTEXT + '("your-api-key-here");', "const code = useContext(C)")),
    case("typed later", component('import { useState } from "react";', 'const [code, setCode] = useState("")')),
]  # fmt: skip


@pytest.mark.parametrize("files", [*REPORTED, *SILENT])
def test_literals(files: Mapping[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert_reported("SUP101 SUP201", files, tmp_path)
