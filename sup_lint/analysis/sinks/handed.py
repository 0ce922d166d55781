"""Functions that are handed on to threads, executors, event loops and maps, with the arguments that go along."""

from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name

# Functions that call another with the arguments that follow it, or with those in `args` and `kwargs`.
HANDING = frozenset(
    """
    to_thread call_soon call_soon_threadsafe call_later call_at submit run_in_executor map imap imap_unordered
    map_async starmap starmap_async apply apply_async Thread Process Timer register partial partialmethod
    start_new_thread run_sync run_in_threadpool spawn spawn_later enqueue add_task add_job enter enterabs callback
    push_async_callback addCleanup start_soon after after_idle defer do pipe run_from_thread call_from_thread
    sync_to_async filter for_each foreach delayed invoke create_task pass_to context_run callLater callInThread
    callFromThread deferToThread add_periodic_callback call_every schedule run
    """.split()
)
# Their arguments come as one tuple or list right behind the function.
_TUPLED = frozenset("Timer start_new_thread apply apply_async starmap starmap_async".split())
_NEVER = frozenset({"key", "default", "type", "callback", "error_callback"})


def handed(call: model.Call) -> Iterator[tuple[model.Argument, tuple[model.Argument, ...]]]:
    """Yield the arguments of a call that may be functions, each with the arguments it will be called with."""
    packed = _packed(call.arguments)
    called = last_name(call.function)
    for index, argument in enumerate(call.arguments[:3]):
        if argument.spread or argument.name in _NEVER or not _may_be_function(argument.value):
            continue
        behind = tuple(each for each in call.arguments[index + 1 :])
        if packed:
            yield argument, packed
        elif called in _TUPLED and behind:
            yield argument, tuple(_unpacked(behind[0], "*"))
        else:
            yield argument, behind


def _may_be_function(node: model.Node) -> bool:
    return isinstance(node, model.Name | model.Attribute) or (
        isinstance(node, model.Call) and last_name(node.function) in {"getattr", "partial", "delayed", "sync_to_async"}
    )


def _packed(arguments: tuple[model.Argument, ...]) -> tuple[model.Argument, ...]:
    """Thread(target=…, args=(…), kwargs={…}): the arguments inside."""
    spreads = {"args": "*", "kwargs": "**", "kwds": "**"}
    return tuple(inner for each in arguments if each.name in spreads for inner in _unpacked(each, spreads[each.name]))


def _unpacked(argument: model.Argument, spread: str) -> Iterator[model.Argument]:
    if isinstance(argument.value, model.Sequence) and spread == "*":
        for item in argument.value.items:
            if isinstance(item, model.Spread):
                yield model.Argument(item.region, item.value, None, "*")
            else:
                yield model.Argument(item.region, item)
    else:
        yield model.Argument(argument.region, argument.value, None, spread)
