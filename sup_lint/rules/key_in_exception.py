"""The key in the message of an exception."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sup_lint.model.finding import Checklist, Finding
from sup_lint.model.fix import Safety
from sup_lint.model.severity import Severity
from sup_lint.rule import Example, Rule

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project


class KeyInException(Rule):
    """## What it does

    Reports a Supertone API key, or headers that carry it, put into an exception: its arguments, the message of an
    `assert`, a note, what a constructor hands to its base class.

    ## Why is this bad?

    An exception's message goes wherever the exception goes: into the log, the error tracker, the terminal of a user,
    often into the reply of a server.

    ## What to do instead

    Say what is wrong without the value: `raise ValueError("SUPERTONE_API_KEY is too short")`,
    `throw new Error("SUPERTONE_API_KEY is too short")`. Revoke the key if such
    an exception was ever raised in production.

    ## Known limits

    An attribute of an exception that its message doesn't show is not reported; logging the exception itself is
    `key-in-log`, in addition. Exceptions that code outside the project makes of its arguments (the command in a
    `CalledProcessError`, say) aren't seen, nor is the reply that a web framework makes of one.
    """

    code: ClassVar[str] = "SUP304"
    name: ClassVar[str] = "key-in-exception"
    severity: ClassVar[Severity] = Severity.ERROR
    checklist: ClassVar[Checklist] = Checklist.SOURCE
    summary: ClassVar[str] = "the key or such headers are put into an exception message"
    cwe: ClassVar[tuple[int, ...]] = (209, 532)
    fixes: ClassVar[tuple[Safety, ...]] = (Safety.UNSAFE,)
    valid: ClassVar[tuple[Example, ...]] = (
        {"key.js": 'if (!process.env.SUPERTONE_API_KEY) throw new Error("SUPERTONE_API_KEY is not set");\n'},
        (
            "import os\n"
            'key = os.environ["SUPERTONE_API_KEY"]\n'
            "if not key:\n"
            '    raise ValueError("SUPERTONE_API_KEY is not set")\n'
        ),
        (
            "import os\n"
            'key = os.environ["SUPERTONE_API_KEY"]\n'
            'raise ValueError(f"a key of {len(key)} characters, beginning with {key[:4]}")\n'
        ),
        (
            "import os\n"
            "try:\n"
            '    speak(os.environ["SUPERTONE_API_KEY"])\n'
            "except OSError as error:\n"
            '    raise RuntimeError(f"no answer: {error}") from error\n'
        ),
        (
            "class AuthError(Exception):\n"
            "    def __init__(self, supertone_key):\n"
            '        super().__init__("rejected")\n'
            "        self.key = supertone_key\n"
            "\n"
            "raise AuthError(supertone_key)\n"
        ),
        ('def check(supertone_key):\n    assert supertone_key, f"no key: {supertone_key!r}"\n'),
    )
    invalid: ClassVar[tuple[Example, ...]] = (
        {
            "key.js": "const key = process.env.SUPERTONE_API_KEY;\n"
            "if (key.length !== 32) throw new Error([|`bad key ${key}`|]);\n"
        },
        (
            "import os\n"
            'key = os.environ["SUPERTONE_API_KEY"]\n'
            "if len(key) != 32:\n"
            '    raise ValueError([|f"bad key {key}"|])\n'
        ),
        (
            "import os\n"
            'headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}\n'
            'raise RuntimeError("rejected", [|headers|])\n'
        ),
        ('import os\nkey = os.environ["SUPERTONE_API_KEY"]\nassert len(key) == 32, [|f"{key} is no key"|]\n'),
        (
            "import os\n"
            'key = os.environ["SUPERTONE_API_KEY"]\n'
            "try:\n"
            "    speak(key)\n"
            "except OSError as error:\n"
            '    error.add_note([|f"key: {key}"|])\n'
            "    raise\n"
        ),
        (
            "class AuthError(Exception):\n"
            "    def __init__(self, supertone_key):\n"
            '        super().__init__([|f"rejected {supertone_key}"|])\n'
        ),
        (
            "import click\n"
            "\n"
            "def check(supertone_api_key):\n"
            '    raise click.ClickException([|"wrong key " + supertone_api_key|])\n'
        ),
        ('import os\nimport sys\nkey = os.environ["SUPERTONE_API_KEY"]\nraise SystemExit([|key|])\n'),
    )

    def check(self, file: "AnalysedFile", project: "Project") -> Iterator[Finding]:
        """Yield a finding for every exception that is given the key."""
        from sup_lint.analysis.taint.leaks import leaks

        for leak in leaks(file, project):
            if leak.sink.kind == "exception":
                from sup_lint.analysis.fixes.leaks.log_arguments import leak_fix

                what = (
                    "Headers with the Supertone API key in them are" if leak.in_headers else "The Supertone API key is"
                )
                yield self.leak_finding(
                    leak,
                    project,
                    f"{what} put into an exception, whose message goes to logs, error trackers and users.",
                    help_text="Say what is wrong without the value; revoke the key if this was ever raised where others "
                    "can read it.",
                    fix=leak_fix(leak, project),
                )
