"""The shape of a row in a table of sinks: functions that write, and which of their arguments."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """`methods` (blank-separated) of anything that comes from one of the `packages`, and where they write.

    `signature` is in the notation of `signature.py`. Of a receiver that nothing is known of, one of the last words in
    `receivers` is enough; `logger` there stands for all that loggers are called, `*` for anything.
    """

    packages: str
    methods: str
    channel: str
    signature: str
    receivers: str = ""
    kind: str = "log"
