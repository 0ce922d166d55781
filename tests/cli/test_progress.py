"""The progress bar, with a clock that the test moves."""

import io
import subprocess
import sys

import pytest

from sup_lint.cli.progress import ProgressBar


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_short_run_shows_nothing_and_imports_no_rich() -> None:
    program = (
        "import io, sys; from sup_lint.cli.progress import ProgressBar; out = io.StringIO()\n"
        "with ProgressBar(out, color=True, clock=lambda: 5.0) as bar: bar.update(1, 2, 'a.py')\n"
        "print(out.getvalue() == '', 'rich' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "True False\n"


def test_a_long_run_shows_how_far_it_is_and_clears_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    clock, out = Clock(), io.StringIO()
    with ProgressBar(out, color=False, clock=clock) as bar:
        clock.now += 0.9
        bar.update(1, 500, "early.py")
        assert out.getvalue() == ""
        clock.now += 0.2
        bar.update(250, 500, "[red]a\x1b[31m\n.py")
        assert "250/500" in out.getvalue()
        assert "[red]a\\x1b[31m\\n.py" in out.getvalue()
        clock.now += 0.01
        bar.update(251, 500, "too-soon.py")
        clock.now += 0.2
        bar.update(400, 900, "b.py")
    shown = out.getvalue()
    assert "400/900" in shown
    assert "too-soon.py" not in shown
    assert shown.endswith("\x1b[2K")
    assert shown.count("\x1b[?25l") == shown.count("\x1b[?25h") == 1


def test_an_interruption_gives_the_cursor_back() -> None:
    clock, out = Clock(), io.StringIO()

    def interrupted() -> None:
        with ProgressBar(out, color=True, clock=clock) as bar:
            clock.now += 2
            bar.update(1, 2, "a.py")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert "\x1b[?25h" in out.getvalue()
