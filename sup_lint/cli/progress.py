"""A progress bar for runs that take long enough for somebody to wonder."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_DELAY = 1.0
_BETWEEN = 0.1


class ProgressBar:
    """Shown on `stream`, a terminal, from the second second on; gone without a trace at the end."""

    def __init__(self, stream: TextIO, *, color: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._color = color
        self._clock = clock
        self._next = clock() + _DELAY
        self._shown: tuple[Progress, TaskID] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._shown[0].stop()

    def update(self, done: int, total: int, path: str) -> None:
        """Take in that `done` of `total` files are checked, `path` the latest."""
        now = self._clock()
        if now < self._next:
            return
        self._next = now + _BETWEEN
        from sup_lint.reporters.glyphs import visible

        if self._shown is None:
            self._shown = self._open()
        bar, task = self._shown
        bar.update(task, completed=done, total=total, description=visible(path))
        bar.update(task, rate=_rate(bar.tasks[0].speed))
        bar.refresh()

    def _open(self) -> "tuple[Progress, TaskID]":
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
        from rich.table import Column

        console = Console(
            file=self._stream,
            force_terminal=True,
            no_color=not self._color,
            markup=False,
            highlight=False,
            emoji=False,
        )
        # Refreshed by hand: a thread of its own would be in the way of an engine that forks.
        bar = Progress(
            BarColumn(bar_width=16),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(compact=True),
            TextColumn(
                "{task.description}",
                markup=False,
                table_column=Column(no_wrap=True, overflow="ellipsis", ratio=1),
            ),
            console=console,
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
            expand=True,
        )
        bar.start()
        return bar, bar.add_task("", rate="")


def _rate(speed: float | None) -> str:
    """So many a second, or a minute where a second is too short."""
    if not speed:
        return ""
    return f"{speed:,.0f}/s" if speed >= 1 else f"{60 * speed:,.0f}/min"
