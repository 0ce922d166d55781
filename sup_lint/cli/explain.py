"""`sup-lint explain`: one rule's page, or the table of some, or of all."""

import sys
from typing import TextIO

import click

from sup_lint.cli.completing import rule_names
from sup_lint.cli.output import to_stdout, wants_color, width_of


@click.command(short_help="Explain one rule, or list all.")
@click.argument("rule", required=False, shell_complete=rule_names)
def explain(rule: str | None) -> None:
    """Explain RULE, given by code or name.

    With the beginning of codes, such as SUP3, list the rules whose codes begin so; without RULE, all.
    """
    from sup_lint.catalogue import pages, table
    from sup_lint.rules import RULES

    text = table(RULES) if rule is None else pages(rule, RULES)

    def write(out: TextIO) -> None:
        if out.isatty():
            _render(text, out)
        else:
            out.write(text)

    to_stdout(write)


def _render(text: str, out: TextIO) -> None:
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console(file=out, width=width_of(sys.stdout), no_color=not wants_color("auto", out))
    console.print(Markdown(text, code_theme="ansi_dark"))
