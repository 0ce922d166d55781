"""`sup-lint bundle`: look at built output and packages as clients get them."""

from typing import TYPE_CHECKING, Any

import click

from sup_lint.cli.known_keys import known_key_options, known_keys
from sup_lint.cli.running import Choices, common_options, run

if TYPE_CHECKING:
    from sup_lint.config import Config
    from sup_lint.engine.runner import Outcome, Progress


@click.command(short_help="Check built output, apps and archives.")
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@common_options(*known_key_options)
@click.pass_context
def bundle(
    context: click.Context,
    /,
    *,
    paths: tuple[str, ...],
    known_key_env: tuple[str, ...],
    known_keys_from: tuple[str, ...],
    **options: Any,
) -> None:
    """Check PATHS, built folders, files and archives (.zip, .apk, .ipa, .crx, .asar, .whl, .jar, .tgz, …).

    Everything in them counts as shipped to clients, also what git ignores. Source maps beside the built files name the
    originals. Exit codes are those of `sup-lint check`.
    """
    known = known_keys(known_key_env, known_keys_from)

    def look(settings: "Config", on_progress: "Progress | None") -> "Outcome":
        from sup_lint.engine.packages import check_packages

        return check_packages(paths, settings, known=known, on_progress=on_progress)

    run(context, Choices(**options), look)
