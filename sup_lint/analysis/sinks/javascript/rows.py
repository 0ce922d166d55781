"""The table of JavaScript's sinks, put together."""

import functools

from sup_lint.analysis.sinks.javascript import consoles, loggers, telemetry

ROWS = (*consoles.ROWS, *loggers.ROWS, *telemetry.ROWS)
# Packages and globals that are looked for in files that do not import them by name.
STANDARD = frozenset("builtins console process util assert document navigator Deno Bun Sentry $".split())
_GLOBALS = ("globalThis.", "window.", "self.", "global.")


@functools.lru_cache(maxsize=4096)
def bare(name: str) -> str:
    """A dotted name without what only says where it was found: `builtins.`, `node:`, `window.`."""
    is_global = name.startswith("builtins.")
    name = name.removeprefix("builtins.").removeprefix("node:")
    for each in _GLOBALS:
        name = name.removeprefix(each)
    return f"builtins.{name}" if is_global and "." not in name and not name.endswith(")") else name
