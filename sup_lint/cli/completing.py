"""What a shell offers behind an option or argument that names rules."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem


def rule_names(context: "click.Context", parameter: "click.Parameter", incomplete: str) -> "list[CompletionItem]":
    """The rules whose code or name begins like the last one in a comma-separated list."""
    from click.shell_completion import CompletionItem

    from sup_lint.rules import RULES

    del context, parameter
    before, comma, last = incomplete.rpartition(",")
    wanted = last.lower()
    return [
        CompletionItem(f"{before}{comma}{name}", help=rule.summary)
        for rule in RULES
        for name in (rule.code, rule.name)
        if name.lower().startswith(wanted)
    ]
