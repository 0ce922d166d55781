"""`sup-lint server`: a language server for editors."""

import click

from sup_lint.cli.sentences import note

_MISSING = "the server for editors needs a package that is not installed: pip install 'sup-lint[lsp]'"
_HIGHEST_PORT = 65_535


@click.command(short_help="Serve an editor, over the language server protocol.")
@click.option("--stdio", is_flag=True, help="Talk over standard input and output, as is the default.")
@click.option(
    "--tcp", type=click.IntRange(0, _HIGHEST_PORT), metavar="PORT", help="Listen on this port of 127.0.0.1; 0: any."
)
@click.pass_context
def server(context: click.Context, /, *, stdio: bool, tcp: int | None) -> None:
    """Show findings in an editor while somebody types, with their fixes.

    Editors start this themselves. Settings are those of each file's project.

    Exit code 0: the editor said goodbye. 1: it was gone without. 2: the server could not start.
    """
    if stdio and tcp is not None:
        raise click.UsageError("--stdio and --tcp contradict each other")
    try:
        from sup_lint.editor.transport import serve_stdio, serve_tcp
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"pygls", "lsprotocol", "attrs", "cattrs"}:
            raise
        raise click.ClickException(_MISSING) from None
    if tcp is None:
        context.exit(serve_stdio())
    try:
        code = serve_tcp(tcp, lambda port: note(f"waiting for an editor on port {port} of 127.0.0.1"))
    except OSError as error:
        raise click.ClickException(f"--tcp {tcp}: {(error.strerror or 'the port cannot be had').lower()}") from None
    context.exit(code)
