"""Files to run over: modules of the standard library, and made-up modules that use the Supertone API."""

import json
import os
import random
import subprocess
import sysconfig
from collections.abc import Mapping
from pathlib import Path

LARGEST_MODULE = 60_000
FILES_IN_A_FOLDER = 50
ONE_SUSPECT_IN = 500
SKIPPED_FOLDERS = {"test", "tests", "idle_test", "idlelib", "lib2to3", "turtledemo"} | {
    "site-packages",
    "dist-packages",
    "__pycache__",
}

HEAD = '''"""Speaks texts with the Supertone API."""

import os

from supertone import Supertone

client = Supertone(api_key={value})

'''

FUNCTION = '''
def speak_{number}(text: str, voice: str, *, language: str = "ko") -> bytes:
    """Speak one text of chapter {number}."""
    options = {{"speed": 1.{number}, "pitch": 0}}
    parts = []
    for sentence in text.split(". "):
        if not sentence.strip():
            continue
        reply = client.text_to_speech.create_speech(
            voice_id=voice,
            text=sentence,
            language=language,
            voice_settings=options,
        )
        parts.append(reply.result.read())
    return b"".join(parts)

'''


# What minifiers leave of components, helpers and texts.
MINIFIED = (
    'function {n}(e,t,n){{"use strict";var r=n(12),o=r.get("a")||e.value;return t.push({{items:[o,i(e)]}}),o?s(t):0}}',
    'class {n} extends l{{render(){{const{{items:e}}=this.state;return(0,a.jsx)("ul",{{items:e.map((e=>e.name))}})}}}}',
    "const {n}=e=>{{let t=0;for(let n=0;n<e.length;n++)t+=e.charCodeAt(n);return t%997}};",
    'var {n}={{en:{{title:"Hello",body:"A text \\n with lines"}},ko:{{title:"안녕하세요"}}}};',
)
SPEAKING = (
    'const {n}="{key}";async function q{n}(e){{return fetch("https://supertoneapi.com/v1/text-to-speech/"+e,'
    '{{method:"POST",headers:{{"x-sup-api-key":{n}}}}})}}'
)


def minified_bundle(size: int, seed: int, *, leak: bool) -> str:
    """A bundle of about `size` characters on one line that calls the API; a `leak` is a literal key."""
    chance = random.Random(seed)
    key = "".join(chance.choices("0123456789abcdef", k=32)) if leak else "your-api-key-here"
    pieces: list[str] = []
    length = 0
    while length < size:
        name = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.choice([1, 2, 2, 3])))
        pieces.append(chance.choice(MINIFIED).format(n=name))
        length += len(pieces[-1])
    pieces.insert(len(pieces) * 2 // 3, SPEAKING.format(n="Kx", key=key))
    return "".join(pieces)


def source_map(size: int, seed: int) -> str:
    """A source map of about `size` characters: half of it sources, half of it mappings, all on one generated line."""
    chance = random.Random(seed)
    source = "export function listOf(items) {\n  return items.map((item) => render(item.name, item.id));\n}\n"
    count = max(1, size // 2 // 40_000)
    contents = [source * (40_000 // len(source)) for _ in range(count)]
    steps = (
        chance.choice("CEGIKM") + "A" + chance.choice("AAAC") + chance.choice("DEFGHIJKUWY") for _ in range(size // 10)
    )
    segments = ["AAAA", *steps]
    document = {
        "version": 3,
        "file": "index.js",
        "sources": [f"../src/part{number}.js" for number in range(count)],
        "sourcesContent": contents,
        "mappings": ",".join(segments),
    }
    return json.dumps(document)


def suspect_module(lines: int, seed: int, *, leak: bool) -> str:
    """A module of exactly `lines` lines (25 at least) that calls the API; a `leak` is a literal key."""
    key = "".join(random.Random(seed).choices("0123456789abcdef", k=32))
    text = HEAD.format(value=f'"{key}"' if leak else 'os.environ["SUPERTONE_API_KEY"]')
    number = 0
    while text.count("\n") + FUNCTION.count("\n") <= lines:
        number += 1
        text += FUNCTION.format(number=number)
    return text + "# The end.\n" * (lines - text.count("\n"))


def standard_library() -> list[Path]:
    """The running Python's own modules in a fixed order, without tests and the few very large ones."""
    root = Path(sysconfig.get_path("stdlib"))
    modules = []
    for path in sorted(root.rglob("*.py")):
        skipped = not SKIPPED_FOLDERS.isdisjoint(path.relative_to(root).parts)
        if not skipped and 0 < path.stat().st_size <= LARGEST_MODULE:
            modules.append(path)
    return modules


def write_clean_files(directory: Path, count: int) -> list[str]:
    """Write `count` modules of all sizes that have nothing to do with Supertone; gives their names."""
    by_size = sorted(standard_library(), key=lambda path: path.stat().st_size)
    names = [f"clean_{number:02}.py" for number in range(count)]
    for number, name in enumerate(names):
        module = by_size[(2 * number + 1) * len(by_size) // (2 * count)]
        (directory / name).write_bytes(module.read_bytes())
    return names


def write_tree(directory: Path, files: int, environment: Mapping[str, str]) -> tuple[str, list[str]]:
    """Fill a git repository with `files` files, all of them staged; gives a description, and the files with a key.

    The standard library is repeated as often as needed, each copy with a last line of its own. One file in
    500 uses the Supertone API, and every second of those holds a key.
    """
    modules = standard_library()
    size = suspects = 0
    planted = []
    for number in range(files):
        folder = directory / f"package_{number // FILES_IN_A_FOLDER:03}"
        folder.mkdir(exist_ok=True)
        path = folder / f"module_{number % FILES_IN_A_FOLDER:02}.py"
        if number % ONE_SUSPECT_IN == ONE_SUSPECT_IN // 2:
            suspects += 1
            leak = suspects % 2 == 1
            content = suspect_module(200, number, leak=leak).encode()
            if leak:
                planted.append(path.relative_to(directory).as_posix())
        else:
            module = modules[number % len(modules)]
            content = module.read_bytes() + b"\n# copy %d\n" % (number // len(modules))
        path.write_bytes(content)
        size += len(content)
    make_repository(directory, environment)
    return f"{files} files, {size / 1e6:.0f} MB, {suspects} of them use the API", planted


def make_repository(directory: Path, environment: Mapping[str, str]) -> None:
    """Make `directory` a git repository in which everything is staged."""
    for command in (("init", "--quiet"), ("-c", "core.compression=0", "add", "--all")):
        subprocess.run(("git", *command), cwd=directory, env=dict(environment), check=True)


def clean_environment() -> dict[str, str]:
    """What git and the contestants run in.

    The caller's git variables would misdirect them, and without byte code on disk every Python program would
    be compiled anew at each start.
    """
    unwanted = ("GIT_", "PYTHONDONTWRITEBYTECODE")
    return {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
