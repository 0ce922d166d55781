"""A variable that a build tool publishes and that holds the key."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sup_lint.keys.names import CONSOLE
from sup_lint.keys.publishing import server_name
from sup_lint.model.finding import Checklist, Confidence, Finding
from sup_lint.model.severity import Severity
from sup_lint.rule import Example, Rule

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project
    from sup_lint.analysis.publishing.definitions import Definition
    from sup_lint.analysis.publishing.reads import PublishedRead
    from sup_lint.keys.publishing import Publisher


class PublicEnvKey(Rule):
    """## What it does

    Reports the names of variables that hold the Supertone API key and that a build tool publishes: `VITE_`,
    `NEXT_PUBLIC_`, `REACT_APP_`, `EXPO_PUBLIC_`, `PUBLIC_`, `NUXT_PUBLIC_` and their like, the prefixes that a project
    sets itself (`envPrefix`, `publicPrefix`, `prefixes`), and what frameworks publish without any prefix
    (`$env/static/public`, `@env`, `runtimeConfig.public`, `extra` of Expo, environment files of Angular). It reports
    them where they are defined (dotenv files and their templates, workflows, Dockerfiles, manifests, scripts) and
    where code reads them.

    ## Why is this bad?

    The tool replaces the variable by its value when it builds the page or app. The key then stands in a file that
    everyone downloads, whatever secret store it came from.

    ## What to do instead

    Drop the prefix, and read the variable on a server of yours, which calls Supertone for the client: a route handler,
    a function, a proxy of the development server. Revoke a key that was in such a variable when something was built.

    ## Known limits

    Names that are put together at run time are not seen. Lines that are commented out are left alone.
    """

    code: ClassVar[str] = "SUP202"
    name: ClassVar[str] = "public-env-key"
    severity: ClassVar[Severity] = Severity.ERROR
    checklist: ClassVar[Checklist] = Checklist.CLIENT
    summary: ClassVar[str] = (
        "a variable that a build tool publishes (`VITE_`, `NEXT_PUBLIC_`, …) holds or reads the key"
    )
    cwe: ClassVar[tuple[int, ...]] = (200, 522)
    valid: ClassVar[tuple[Example, ...]] = (
        {
            ".env": "SUPERTONE_API_KEY=«key»\nVITE_SUPERTONE_VOICE_ID=20160a4c5ba38967330c84\nVITE_SUPERTONE_API_URL=/api/tts\n"
        },
        {".env.local": "NEXT_PUBLIC_ELEVENLABS_API_KEY=«key»\nNEXT_PUBLIC_SUPERTONE_MODEL=sona_speech_1\n"},
        {".env.example": "# never call it VITE_SUPERTONE_API_KEY=…\nSUPERTONE_API_KEY=\n"},
        {".env": "VITE_TTS_API_KEY=\nSUPERTONE_API_KEY=\n"},
        {"wrangler.toml": '[vars]\nVITE_SUPERTONE_API_KEY = "…"\n'},
        {"docs.md": "Never use `VITE_SUPERTONE_API_KEY=…`: Vite publishes it.\n"},
        {"ci.yml": "jobs:\n  guard:\n    steps:\n      - run: '! grep -r VITE_SUPERTONE_API_KEY src'\n"},
        {"schema.json": '{"properties": {"VITE_SUPERTONE_API_KEY": {"type": "string"}}}\n'},
    )
    invalid: ClassVar[tuple[Example, ...]] = (
        {".env": "[|VITE_SUPERTONE_API_KEY|]=«key»\n"},
        {".env.example": "[|NEXT_PUBLIC_SUPERTONE_API_KEY|]=your-api-key-here\n"},
        {".env.production": "VITE_API_URL=https://supertoneapi.com/v1\nexport [|VITE_TTS_API_KEY|]=«key»\n"},
        {
            ".github/workflows/deploy.yml": "env:\n  [|REACT_APP_SUPERTONE_API_KEY|]: ${{ secrets.REACT_APP_SUPERTONE_API_KEY }}\n"
        },
        {"Dockerfile": "ARG [|VITE_SUPERTONE_API_KEY|]\nENV [|VITE_SUPERTONE_API_KEY|]=$VITE_SUPERTONE_API_KEY\n"},
        {"vercel.json": '{"build": {"env": {"[|NEXT_PUBLIC_SUPERTONE_API_KEY|]": "@supertone-key"}}}\n'},
        {"package.json": '{"scripts": {"build": "[|VITE_SUPERTONE_API_KEY|]=$SUPERTONE_API_KEY vite build"}}\n'},
        {"app.json": '{"expo": {"extra": {"[|supertoneApiKey|]": "$SUPERTONE_API_KEY"}}}\n'},
    )

    def check(self, file: "AnalysedFile", project: "Project") -> Iterator[Finding]:
        """Yield a finding for every definition of a published variable, and for every read of one."""
        from sup_lint.analysis.publishing.definitions import definitions
        from sup_lint.analysis.publishing.reads import published_reads

        for definition in definitions(file, project):
            yield self._of_definition(definition, file)
        for read in published_reads(file, project):
            yield self._of_read(read, file)

    def _of_definition(self, definition: "Definition", file: "AnalysedFile") -> Finding:
        publisher, name = definition.publisher, definition.name
        region = file.lines.region(definition.start, definition.start + len(name))
        holds = "holds a Supertone API key" if definition.key else "is made for a Supertone API key"
        revoke = (
            f" Revoke the key at {CONSOLE}: once something is built with it, it is known." if definition.key else ""
        )
        advice = _advice(name, publisher)
        return self.finding(
            file,
            region,
            f"`{name}` {holds}, and {publisher.tool} puts the {_noun(name, publisher)} into what is shipped to clients: "
            f"everyone who {publisher.audience} can read it.",
            help_text=f"{advice} and read it on a server of yours, which calls Supertone for the client.{revoke}",
            key=definition.key,
            confidence=Confidence.HIGH if definition.sure else Confidence.MEDIUM,
            is_code=True,  # the variable's name
        )

    def _of_read(self, read: "PublishedRead", file: "AnalysedFile") -> Finding:
        publisher = read.publisher
        noun = _noun(read.name, publisher)
        done = "This puts the Supertone API key into" if read.is_definition else "This reads the Supertone API key from"
        return self.finding(
            file,
            read.region,
            f"{done} `{read.name}`, a {noun} that {publisher.tool} puts into what is shipped to clients: everyone who "
            f"{publisher.audience} can read it.",
            help_text=f"{_advice(read.name, publisher)} and read it on a server of yours, which calls Supertone for the "
            f"client. Revoke the key at {CONSOLE} if anything was built with it.",
            confidence=Confidence.HIGH if read.sure else Confidence.MEDIUM,
            is_code=True,
        )


def _noun(name: str, publisher: "Publisher") -> str:
    """What a name is called: a field of a configuration is no variable."""
    return "variable" if publisher.prefix or name.isupper() else "setting"


def _advice(name: str, publisher: "Publisher") -> str:
    if publisher.prefix:
        return f"Call the variable {server_name(name, publisher)}"
    if publisher.reading.startswith("process.env."):
        return f"Take {name} out of the settings that hand it to client code"
    return f"Keep the key out of {publisher.reading.replace('X', name)}"
