"""The command `sup-lint`: its subcommands, and what becomes of an error."""

import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click

from sup_lint import __version__
from sup_lint.cli.sentences import internal_error, say, sentence_of
from sup_lint.config import ConfigError, nearest, quoted

VERBOSE = "sup_lint.verbose"  # where a command tells in its context that it was asked for more
_COMMANDS = {
    "check": "sup_lint.cli.check",
    "scan": "sup_lint.cli.scan",
    "bundle": "sup_lint.cli.bundle",
    "explain": "sup_lint.cli.explain",
    "baseline": "sup_lint.cli.baseline",
    "init": "sup_lint.cli.init",
    "detect-secrets": "sup_lint.cli.detect_secrets",
    "server": "sup_lint.cli.server",
    "completion": "sup_lint.cli.completion",
}
_FAILED = 2
_INTERRUPTED = 130


class CommandLine(click.Group):
    """Imports only the command that is run; whatever goes wrong ends in one sentence and exit code 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of all commands."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, or None."""
        if cmd_name not in _COMMANDS:
            return None
        import importlib

        command: click.Command = getattr(importlib.import_module(_COMMANDS[cmd_name]), cmd_name.replace("-", "_"))
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but an unknown name is answered with what was probably meant."""
        import os

        name = args[0]
        if name in _COMMANDS or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        near = f"check {quoted(name)[1:-1]}" if os.path.exists(name) else nearest(name, _COMMANDS)
        advice = f"did you mean `sup-lint {near}`?" if near else f"the commands are {_listed(_COMMANDS)}"
        raise click.UsageError(f"there is no command {quoted(name)}; {advice}", ctx)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,  # noqa: ARG002 - `python -m sup_lint` goes by the same name
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run, and exit with the code that the command gives; without `standalone_mode`, return it."""
        run = super().main
        if not standalone_mode:
            return run(args, "sup-lint", complete_var, standalone_mode=False, **extra)
        try:
            code = run(args, "sup-lint", complete_var, standalone_mode=False, **extra)
        except (click.ClickException, ConfigError) as error:
            say(sentence_of(error))
            code = _FAILED
        except click.Abort:
            say("interrupted")
            code = _INTERRUPTED
        sys.exit(code)

    def invoke(self, ctx: click.Context) -> Any:
        """As click does, but it neither lets an unexpected error through nor takes one for a closed pipe."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, ConfigError):
            raise
        except KeyboardInterrupt:
            say("interrupted")
            raise click.exceptions.Exit(_INTERRUPTED) from None
        except Exception as error:
            internal_error(error, verbose=bool(ctx.meta.get(VERBOSE)))
            raise click.exceptions.Exit(_FAILED) from None


def _listed(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}"


@click.group(
    name="sup-lint",
    cls=CommandLine,
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="sup-lint", message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context) -> None:
    """Find Supertone API keys that are hard-coded where they can leak.

    Works offline, sends nothing anywhere, and never shows a key.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(_FAILED)
