"""The key in a log call, in printed text, in telemetry."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sup_lint.model.finding import Checklist, Finding
from sup_lint.model.fix import Safety
from sup_lint.model.severity import Severity
from sup_lint.rule import Example, Rule

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project


class KeyInLog(Rule):
    """## What it does

    Reports a Supertone API key that reaches something people read: logging in all its forms, print and its friends,
    the console of JavaScript and its loggers, warnings, telemetry such as Sentry and OpenTelemetry, a notebook, a
    file opened as a log. The key is
    followed from where it is read (the environment, a secret store, a parameter or setting that is named after it, a
    value that the code sends as `x-sup-api-key`) through variables, functions, attributes and modules of the project.

    ## Why is this bad?

    Logs are copied to more places than any other data: files, collectors, dashboards, tickets, chats. All who read
    them can spend the account's credits, and a key can't be taken out of a log again.

    ## What to do instead

    Leave the key out: log whether it is set, or its first four characters. If such a line ever ran in production,
    revoke the key in the console and issue a new one.

    ## Known limits

    What libraries outside the project do with a value isn't known: an unknown function is taken to hide the key. Callers
    of a function are followed to a limited depth, and in a very connected file a question may be given up, which is
    said. Not followed are a key through `io.StringIO`, context variables or `getattr` by a computed name, a slice whose
    end isn't known (`key[:n]`), characters or numbers made of it one by one, rows of a rich table, the last expression of
    a notebook's cell. An attribute that a base class sets counts for all its subclasses. Up to four characters of a key
    are no finding, at either end (`visible-characters`). A filter or formatter of the project that names the header or
    the variable, on the logger or a handler of the standard library, turns the finding into a note; other redaction
    behind a logger (structlog's processors, loguru's patchers) isn't known.
    """

    code: ClassVar[str] = "SUP301"
    name: ClassVar[str] = "key-in-log"
    severity: ClassVar[Severity] = Severity.ERROR
    checklist: ClassVar[Checklist] = Checklist.SOURCE
    summary: ClassVar[str] = "the key reaches a log, print, console, warning or telemetry call"
    cwe: ClassVar[tuple[int, ...]] = (532,)
    fixes: ClassVar[tuple[Safety, ...]] = (Safety.UNSAFE,)
    valid: ClassVar[tuple[Example, ...]] = (
        (
            "import os\n"
            'key = os.environ["SUPERTONE_API_KEY"]\n'
            'print("key is set" if key else "key is missing", len(key), bool(key), type(key))\n'
        ),
        (
            "import os\n"
            "import logging\n"
            'key = os.environ["SUPERTONE_API_KEY"]\n'
            'logging.info("key %s…, also %.4s", key[:4], key)\n'
        ),
        (
            "import hashlib, os\n"
            'key = os.environ["SUPERTONE_API_KEY"]\n'
            "print(hashlib.sha256(key.encode()).hexdigest())\n"
        ),
        (
            "import os\n"
            "def masked(value):\n"
            '    return value[:4] + "*" * (len(value) - 4)\n'
            "\n"
            'print(masked(os.environ["SUPERTONE_API_KEY"]))\n'
        ),
        ('import os\nkey = os.environ["SUPERTONE_API_KEY"]\nif not key:\n    print(f"SUPERTONE_API_KEY is {key!r}")\n'),
        'print("set SUPERTONE_API_KEY, it is sent as x-sup-api-key")\n',
        (
            "from pydantic import SecretStr\n"
            "from pydantic_settings import BaseSettings\n"
            "\n"
            "class Settings(BaseSettings):\n"
            "    supertone_api_key: SecretStr\n"
            "\n"
            "print(Settings())\n"
        ),
        ("from supertone import Supertone\nclient = Supertone(api_key=api_key)\nprint(client)\n"),
        (
            "import os, re\n"
            'key = os.environ["SUPERTONE_API_KEY"]\n'
            'print(re.sub(r"[0-9a-f]{32}", "***", f"using {key}"))\n'
        ),
        ("import math\nsupertone_key = 3\nprint(math.log(supertone_key))\n"),
        ('import os\nprint(os.environ["OPENAI_API_KEY"], os.environ["SUPERTONE_VOICE_ID"])\n'),
        {
            "check.js": "const key = process.env.SUPERTONE_API_KEY;\n"
            'console.log(key ? "key is set" : "key is missing", key?.length, `${key.slice(0, 4)}…`);\n'
        },
    )
    invalid: ClassVar[tuple[Example, ...]] = (
        ('import os\nprint([|os.environ["SUPERTONE_API_KEY"]|])\n'),
        {"check.js": "console.log([|process.env.SUPERTONE_API_KEY|]);\n"},
        {
            "tts.ts": 'import { Supertone } from "@supertone/supertone";\n'
            "const client = new Supertone({ apiKey: process.env.SUPERTONE_API_KEY });\n"
            "console.log([|client|]);\n"
        },
        (
            "import os\n"
            "import logging\n"
            'key = os.getenv("SUPERTONE_API_KEY")\n'
            'logging.getLogger(__name__).info("key %s", [|key|])\n'
        ),
        (
            "import os\n"
            "import logging\n"
            'log = logging.getLogger("tts").debug\n'
            'key = os.environ["SUPERTONE_API_KEY"]\n'
            'log([|f"using {key!r}"|])\n'
        ),
        ('import os\nkey = os.environ["SUPERTONE_API_KEY"]\nprint("first characters:", [|key[:8]|])\n'),
        (
            "import base64, os, sys\n"
            'key = os.environ["SUPERTONE_API_KEY"]\n'
            "sys.stderr.write([|base64.b64encode(key.encode()).decode()|])\n"
        ),
        ('def connect(supertone_api_key):\n    print("connecting with", [|supertone_api_key|])\n'),
        (
            "import logging, requests\n"
            "\n"
            "class Client:\n"
            "    def __init__(self, token):\n"
            "        self.token = token\n"
            '        logging.debug("token %s", [|token|])\n'
            "\n"
            "    def voices(self):\n"
            '        return requests.get("https://supertoneapi.com/v1/voices", headers={"x-sup-api-key": self.token})\n'
        ),
        (
            "from loguru import logger\n"
            "from pydantic_settings import BaseSettings\n"
            "\n"
            "class Settings(BaseSettings):\n"
            "    supertone_api_key: str\n"
            "\n"
            'logger.info("settings {}", [|Settings()|])\n'
        ),
        ('import os\nimport sentry_sdk\nsentry_sdk.set_context("tts", [|{"key": os.environ["SUPERTONE_API_KEY"]}|])\n'),
        ('import os\nimport warnings\nwarnings.warn([|"old key " + os.environ["SUPERTONE_API_KEY"]|])\n'),
        (
            "import os\n"
            "def masked(value):\n"
            '    return value or "(none)"\n'
            "\n"
            'print([|masked(os.environ["SUPERTONE_API_KEY"])|])\n'
        ),
        (
            "from supertone import Supertone\n"
            "client = Supertone(api_key=api_key)\n"
            "print([|vars(client)|])\n"
            "print([|client.sdk_configuration|])\n"
        ),
        (
            "import logging, os\n"
            "\n"
            "def logged(function):\n"
            "    def wrapper(*args):\n"
            '        logging.info("called with %s", [|args|])\n'
            "        return function(*args)\n"
            "    return wrapper\n"
            "\n"
            "@logged\n"
            "def speak(key, text): ...\n"
            "\n"
            'speak(os.environ["SUPERTONE_API_KEY"], "hello")\n'
        ),
        {
            "tracing.py": ('import logging\n\ndef note(value):\n    logging.warning("%s", [|value|])\n'),
            "tts.py": ('import os\nfrom tracing import note\n\nnote(os.environ["SUPERTONE_API_KEY"])\n'),
        },
        {
            "config.py": ('import os\nTOKEN = os.environ["SUPERTONE_API_KEY"]\n'),
            "report.py": ('from config import TOKEN as T\nprint("token", [|T|])\n'),
        },
        (
            "import os\n"
            'key = os.environ["SUPERTONE_API_KEY"]\n'
            "try:\n"
            '    raise ValueError(f"rejected: {key}")\n'
            "except ValueError as error:\n"
            "    print([|error|])\n"
        ),
    )

    def check(self, file: "AnalysedFile", project: "Project") -> Iterator[Finding]:
        """Yield a finding for every call that writes the key where people read it."""
        from sup_lint.analysis.taint.leaks import leaks

        for leak in leaks(file, project):
            if leak.sink.kind == "log" and not leak.in_headers:
                from sup_lint.analysis.fixes.leaks.log_arguments import leak_fix

                yield self.leak_finding(
                    leak,
                    project,
                    f"The Supertone API key is written to {leak.sink.channel}.",
                    help_text="Leave the key out of it, or show no more than its first four characters; revoke the key "
                    "if this ever ran where others can read it.",
                    fix=leak_fix(leak, project),
                )
