"""Where known keys are searched for: a long log, and very many small files."""

import base64
import random
from pathlib import Path
from urllib.parse import quote

FILES_IN_A_FOLDER = 100
LINES_IN_A_BLOCK = 20_000
NAMES = ("SUPERTONE_API_KEY", "SUPERTONE_API_KEY_BACKUP", "SUPERTONE_API_KEY_TEST")

LINE = (
    "2026-01-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z {level} {part} {word} id={id:032x} took={took} ms\n"
)
LEVELS = ("INFO", "INFO", "INFO", "DEBUG", "WARNING")
PARTS = ("gateway.http", "queue.worker", "store.cache", "player.mixer")
WORDS = ("request done", "job taken", "entry written", "chunk mixed", "연결을 닫음")
SMALL = (
    '{{\n  "id": "{id:032x}",\n  "title": "Page {number}",\n  "tags": ["{one}", "{other}"],\n  "text": "{text}"\n}}\n'
)


def proven_keys(seed: int) -> tuple[str, str, str]:
    """Three keys; `settings_with` proves them."""
    chance = random.Random(seed)
    one, other, third = ("".join(chance.choices("0123456789abcdef", k=32)) for _ in NAMES)
    return one, other, third


def settings_with(keys: tuple[str, str, str]) -> str:
    """An environment file with the keys."""
    return "".join(f"{name}={key}\n" for name, key in zip(NAMES, keys, strict=True))


def disguised(keys: tuple[str, str, str]) -> tuple[str, str, str]:
    """The keys as they turn up elsewhere: one as it is, one in base64 behind other text, one in percent-encoding."""
    plain, encoded, escaped = keys
    percent = "".join(f"%{ord(character):02X}" for character in escaped)
    return plain, base64.b64encode(f"api:{encoded}".encode()).decode(), f"next=%2Fv1&code={percent}&x={quote('한')}"


def write_log(path: Path, size: int, keys: tuple[str, str, str], seed: int) -> str:
    """Write a log of about `size` bytes with the keys in it, a quarter, a half and three quarters down it.

    Blocks of lines are repeated, each under a line of its own. Gives a description.
    """
    chance = random.Random(seed)
    block = "".join(_line(chance) for _ in range(LINES_IN_A_BLOCK)).encode()
    count = max(4, size // len(block))
    places = {count * quarter // 4: text for quarter, text in enumerate(disguised(keys), 1)}
    with path.open("wb") as file:
        for number in range(count):
            file.write(f"--- part {number} of {count} {places.get(number, '')}\n".encode())
            file.write(block)
    return f"{path.stat().st_size / 1e6:.0f} MB, {count * LINES_IN_A_BLOCK} lines, a key in 3 of them"


def write_small_files(directory: Path, count: int, keys: tuple[str, str, str], seed: int) -> str:
    """Write `count` files of some hundred bytes, three of which hold a key; gives a description."""
    chance = random.Random(seed)
    places = {count * quarter // 4: text for quarter, text in enumerate(disguised(keys), 1)}
    size = 0
    for number in range(count):
        folder = directory / f"pages_{number // FILES_IN_A_FOLDER:03}"
        folder.mkdir(exist_ok=True)
        words = chance.choices(WORDS, k=12)
        text = places.get(number) or " ".join(words)
        content = SMALL.format(
            id=chance.getrandbits(128), number=number, one=words[0], other=words[1], text=text
        ).encode()
        (folder / f"page_{number % FILES_IN_A_FOLDER:02}.json").write_bytes(content)
        size += len(content)
    return f"{count} files, {size / 1e6:.0f} MB, a key in 3 of them"


def _line(chance: random.Random) -> str:
    return LINE.format(
        day=chance.randint(1, 28),
        hour=chance.randint(0, 23),
        minute=chance.randint(0, 59),
        second=chance.randint(0, 59),
        milli=chance.randint(0, 999),
        level=chance.choice(LEVELS),
        part=chance.choice(PARTS),
        word=chance.choice(WORDS),
        id=chance.getrandbits(128),
        took=chance.randint(1, 900),
    )
