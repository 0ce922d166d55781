"""The process that fuzzes one target: an input that breaks a law is written down, and the fuzzing goes on."""

import hashlib
import importlib
import os
import pkgutil
import signal
import sys
import traceback
from pathlib import Path
from types import FrameType

import sup_lint

# Processor seconds, of an instrumented program, that an input of a few thousand bytes may take.
PATIENCE = 5.0
# The exit code of a process that gave up on one.
TOO_SLOW = 77
_ITSELF = "itself failed ("


class TooSlowError(BaseException):
    """An input took longer than it may: no `except Exception` holds it up."""


def fuzz(target: str, crashes: str, arguments: list[str]) -> None:
    """Feed the target until the time that the arguments of libFuzzer give is over."""
    import atheris  # type: ignore[import-untyped,import-not-found,unused-ignore]

    with atheris.instrument_imports(include=["sup_lint"]):
        from tests.fuzz.targets import TARGETS

        # What is imported when it is needed would be counted as time of the first input that needs it.
        for module in pkgutil.walk_packages(sup_lint.__path__, "sup_lint."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
        check = TARGETS[target]
        known: set[str] = set()
        # An input that took the process before this one down, or the time of it, would do so again.
        told = {path.read_bytes() for path in Path(crashes).iterdir() if path.suffix != ".txt"}

        def once(data: bytes) -> None:
            if data in told:
                return
            signal.setitimer(signal.ITIMER_PROF, PATIENCE)
            try:
                check(data)
            except (Exception, TooSlowError) as error:
                signal.setitimer(signal.ITIMER_PROF, 0)
                _note(error, target, data, Path(crashes), known)
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)

        signal.signal(signal.SIGPROF, _stop)
        sys.setrecursionlimit(100_000)
        atheris.Setup([sys.argv[0], *arguments], once)
        atheris.Fuzz()


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooSlowError


def _note(error: BaseException, target: str, data: bytes, crashes: Path, known: set[str]) -> None:
    """Write an input down that breaks a law, once for each place that it breaks it at."""
    told = "".join(traceback.format_exception(error))
    if isinstance(error, TooSlowError):
        # What takes so long does it in a thread with room to recurse.
        told += "".join("".join(traceback.format_stack(frame)[-60:]) for frame in sys._current_frames().values())
    last = traceback.extract_tb(error.__traceback__)[-1]
    text = str(error)
    where = text if _ITSELF in text else f"{last.filename}:{last.lineno}"
    signature = hashlib.sha1(f"{type(error).__name__} {where}".encode(), usedforsecurity=False).hexdigest()[:10]
    path = crashes / f"{target}-{signature}"
    if signature not in known and not path.exists():
        path.write_bytes(data)
        path.with_name(f"{path.name}.txt").write_text(f"{text}\n{told}", encoding="utf-8", errors="replace")
    known.add(signature)
    if isinstance(error, TooSlowError):
        os._exit(TOO_SLOW)  # the thread would go on, and take its time from the inputs after it


if __name__ == "__main__":
    fuzz(sys.argv[1], sys.argv[2], sys.argv[3:])
