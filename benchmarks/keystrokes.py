"""How long an editor waits for `sup-lint server`: prints times, and asserts none."""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from corpora import suspect_module
from sup_lint.editor.session import Pace
from tests.language_client import Client


def main() -> None:
    """Open a module with a leak, type in it, ask about it; print the median, the least and the greatest time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=500, help="of the module (default: 500)")
    parser.add_argument("--runs", type=int, default=20, help="how many times something is typed (default: 20)")
    options = parser.parse_args()
    text = suspect_module(options.lines, seed=1, leak=True)
    line = next(number for number, each in enumerate(text.splitlines()) if "api_key=" in each)
    with tempfile.TemporaryDirectory() as folder, Client(Path(folder)) as client:
        uri = (Path(folder) / "app.py").as_uri()
        end = {"line": text.count("\n"), "character": 0}
        point = {"line": line, "character": 30}
        document = {"textDocument": {"uri": uri}}

        def type_on() -> None:
            client.change(uri, {"range": {"start": end, "end": end}, "text": "#"})
            client.diagnosed(uri, bool)

        show("from start to ready", [timed(lambda: client.initialize(Path(folder)))])

        def first() -> None:
            client.open(uri, text)
            client.diagnosed(uri, bool)

        show("first document to its findings", [timed(first)])
        show("keystroke to findings", [timed(type_on) for _ in range(options.runs)])
        show(
            "light bulb: actions on a finding, new text",
            [timed(lambda: client.actions(uri, {"start": point, "end": point})) for _ in range(1)],
        )
        show(
            "light bulb, the same text",
            [timed(lambda: client.actions(uri, {"start": point, "end": point})) for _ in range(options.runs)],
        )
        show(
            "hover",
            [timed(lambda: client.ask("textDocument/hover", {**document, "position": point})) for _ in range(5)],
        )
        client.end()
    pause = Pace().typing * 1000
    print(f"{options.lines} lines; of each keystroke {pause:.0f} ms are a pause, in case another one follows")


def timed(act: Callable[[], object]) -> float:
    """How many seconds something takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def show(name: str, seconds: list[float]) -> None:
    """Print a line of figures in milliseconds."""
    middle, least, most = (each * 1000 for each in (statistics.median(seconds), min(seconds), max(seconds)))
    print(f"{name:44}{middle:8.0f} ms{least:8.0f} – {most:.0f}")


if __name__ == "__main__":
    main()
