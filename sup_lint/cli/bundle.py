"""`sup-lint bundle`: look at built output and packages as clients get them."""

import os
from typing import TYPE_CHECKING, Any

import click

from sup_lint.cli.running import Choices, common_options, run
from sup_lint.config import quoted

if TYPE_CHECKING:
    from sup_lint.config import Config
    from sup_lint.engine.packages import KnownKey
    from sup_lint.engine.runner import Outcome, Progress

# A shorter value stands in any file by chance.
_SHORTEST_KEY = 8


@click.command(short_help="Check built output, apps and archives.")
@click.argument("paths", nargs=-1, required=True)
@common_options(
    click.option(
        "--known-key-env",
        multiple=True,
        metavar="NAME",
        help="Search every byte for the key in the environment variable NAME, in any encoding; repeatable.",
    ),
)
@click.pass_context
def bundle(
    context: click.Context, /, *, paths: tuple[str, ...], known_key_env: tuple[str, ...], **options: Any
) -> None:
    """Check PATHS, built folders, files and archives (.zip, .apk, .ipa, .crx, .asar, .whl, .jar, .tgz, …).

    Everything in them counts as shipped to clients, also what git ignores. Source maps beside the built files name the
    originals. Exit codes are those of `sup-lint check`.
    """
    known = tuple(_known_key(name) for name in dict.fromkeys(known_key_env))

    def look(settings: "Config", on_progress: "Progress | None") -> "Outcome":
        from sup_lint.engine.packages import check_packages

        return check_packages(paths, settings, known=known, on_progress=on_progress)

    run(context, Choices(**options), look)


def _known_key(name: str) -> "KnownKey":
    """The key that an environment variable holds. It is never printed, not even in an error."""
    from sup_lint.engine.packages import KnownKey

    value = os.environ.get(name, "").strip()
    if not value:
        raise click.UsageError(f"--known-key-env: there is nothing in the environment variable {quoted(name)}")
    if len(value) < _SHORTEST_KEY or not value.isascii() or any(character.isspace() for character in value):
        raise click.UsageError(
            f"--known-key-env: what {quoted(name)} holds is no key: fewer than 8 characters, or spaces in it"
        )
    return KnownKey(value, name)
