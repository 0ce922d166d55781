"""Hearing of what is asked of the files: whoever remembers a verdict has to know what it rests on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar


class Question(NamedTuple):
    """What was asked: the name of a function of `files` or `work_tree`, the path, and whatever else it was given."""

    name: str
    path: str
    more: tuple[object, ...] = ()


# Is told each question with its answer, an OSError for one that was raised; and None for a question to others, such as
# git, whose answers nobody can foresee.
Watcher = Callable[[Question | None, object], None]

_WATCHER: ContextVar[Watcher | None] = ContextVar("watcher", default=None)
_More = ParamSpec("_More")
_Answer = TypeVar("_Answer")


@contextmanager
def watched(watcher: Watcher) -> Iterator[None]:
    """Let `watcher` hear of all that is asked within, by the thread at hand and those with a copy of its context."""
    token = _WATCHER.set(watcher)
    try:
        yield
    finally:
        _WATCHER.reset(token)


def heard(function: Callable[Concatenate[str, _More], _Answer]) -> Callable[Concatenate[str, _More], _Answer]:
    """Decorate a function that asks for something at a path, so that a watcher hears of it."""
    name = function.__name__

    @wraps(function)
    def asked(path: str, /, *more: _More.args, **named: _More.kwargs) -> _Answer:
        watcher = _WATCHER.get()
        if watcher is None:
            return function(path, *more, **named)
        question = Question(name, path, (*more, *named.values()))
        token = _WATCHER.set(None)  # what it asks in turn is in its answer
        try:
            answer = function(path, *more, **named)
        except OSError as error:
            watcher(question, error)
            raise
        finally:
            _WATCHER.reset(token)
        watcher(question, answer)
        return answer

    return asked


def tell(question: Question | None, answer: object = None) -> None:
    """Let a watcher hear of a question and its answer; of None, if it was asked of others than the files."""
    if (watcher := _WATCHER.get()) is not None:
        watcher(question, answer)
