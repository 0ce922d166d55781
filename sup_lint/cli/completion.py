"""`sup-lint completion`: the script that teaches a shell the commands, options and rules."""

import click

from sup_lint.cli.output import to_stdout

_VARIABLE = "_SUP_LINT_COMPLETE"
_SHELLS = ("bash", "zsh", "fish")


@click.command(short_help="Print the completion script of a shell.")
@click.argument("shell", type=click.Choice(_SHELLS))
def completion(shell: str) -> None:
    """Print the script that lets SHELL complete what is typed behind sup-lint.

    \b
    bash, in ~/.bashrc:  eval "$(sup-lint completion bash)"
    zsh, in ~/.zshrc:    eval "$(sup-lint completion zsh)"
    fish:                sup-lint completion fish > ~/.config/fish/completions/sup-lint.fish
    """
    from click.shell_completion import get_completion_class

    from sup_lint.cli.main import main

    kind = get_completion_class(shell)
    assert kind is not None
    # Written from the template: `source()` would start a bash first, to ask for its version.
    template = kind.source_template
    if shell == "fish":
        # click's splits what is offered at every comma, those in descriptions and in lists of rules included.
        template = template.replace('string split ","', 'string split --max 1 ","')
    script = template % kind(main, {}, "sup-lint", _VARIABLE).source_vars()
    to_stdout(lambda out: out.writelines((script.strip(), "\n")))
