"""A literal key in configuration, data or documents."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sup_lint.keys.names import CONSOLE
from sup_lint.model.finding import Checklist, Confidence, Finding
from sup_lint.model.fix import Safety
from sup_lint.model.severity import Severity
from sup_lint.rule import Example, Reach, Rule
from sup_lint.sources.language import is_code

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.project import Project


class KeyInConfig(Rule):
    """## What it does

    Reports a Supertone API key that stands in clear in a file that programs or people read: dotenv files, YAML, JSON,
    TOML, INI, properties, XML and plist, Terraform, Dockerfiles, compose files, manifests of Kubernetes (base64, too),
    workflows, settings of editors and assistants, recorded requests, tables, Markdown and other documents with the
    code in them, and what a notebook printed.

    Names are joined from the outside in (`services.supertone.api_key`), so a plain `api_key` counts where the names
    around it say whose it is. References (`${SUPERTONE_API_KEY}`, `${{ secrets.… }}`, `op://…`), encrypted values
    (`ENC[…]`), placeholders and voice ids are no keys.

    ## Why is this bad?

    A configuration file is copied: into images, to servers, into backups, to everyone who clones the repository. Git
    keeps the key after the line is gone, and a document is read by people who never see the code.

    ## What to do instead

    Revoke the key in the console and issue a new one. Keep that in a secret store or in an environment file that git
    ignores, and write a reference into the configuration, a placeholder into the document.

    ## Known limits

    A file that git ignores is not looked at unless it is named. Encrypted and compressed files aren't opened
    (`sup-lint bundle` opens archives). In files of more than 4 MB only the text is looked at, without the names around.
    In notebooks, pictures, attachments and the states of widgets are left out, and of a very large output what is far
    from every word that may name a key.
    """

    code: ClassVar[str] = "SUP102"
    name: ClassVar[str] = "key-in-config"
    severity: ClassVar[Severity] = Severity.ERROR
    checklist: ClassVar[Checklist] = Checklist.SOURCE
    reach: ClassVar[Reach] = Reach.FILE
    summary: ClassVar[str] = "a literal key in configuration, data or documents"
    cwe: ClassVar[tuple[int, ...]] = (312, 798)
    fixes: ClassVar[tuple[Safety, ...]] = (Safety.SAFE, Safety.UNSAFE)
    covers_built_output: ClassVar[bool] = True
    covers_documents: ClassVar[bool] = True
    valid: ClassVar[tuple[Example, ...]] = (
        {".env.example": "SUPERTONE_API_KEY=your-api-key-here\n"},
        {".env": "SUPERTONE_API_KEY=\nSUPERTONE_VOICE_ID=20160a4c5ba38967330c84\nOPENAI_API_KEY=«key»\n"},
        {"compose.yaml": "services:\n  tts:\n    environment:\n      SUPERTONE_API_KEY: ${SUPERTONE_API_KEY}\n"},
        {".github/workflows/ci.yml": "env:\n  SUPERTONE_API_KEY: ${{ secrets.SUPERTONE_API_KEY }}\n"},
        {"config.json": '{"supertone": {"voice_id": "20160a4c5ba38967330c84"}, "azure": {"api_key": "«key»"}}'},
        {"README.md": "Set `SUPERTONE_API_KEY=<YOUR_API_KEY_HERE>` first.\n\nmd5 of the supertone sample: «key»\n"},
    )
    invalid: ClassVar[tuple[Example, ...]] = (
        {".env": "SUPERTONE_API_KEY=[|«key»|]\n"},
        {"compose.yaml": "services:\n  tts:\n    environment:\n      SUPERTONE_API_KEY: [|«key»|]\n"},
        {"config.json": '{"services": {"supertone": {"api_key": [|"«key»"|]}}}'},
        {"app.toml": 'title = "tts"\n\n[supertone]\napi_key = [|"«key»"|]\n'},
        {"settings.ini": "[supertone]\napi_key = [|«key»|]\n"},
        {"notes.md": "The Supertone API key is [|«key»|], ask Anna.\n"},
    )

    def check(self, file: "AnalysedFile", project: "Project") -> Iterator[Finding]:
        """Yield a finding for every literal key that stands in no code and in no URL."""
        from sup_lint.analysis.key_files import is_kept_out_of_git
        from sup_lint.analysis.literal_keys import literal_keys
        from sup_lint.analysis.publishing.definitions import is_published

        for literal in literal_keys(file, project):
            is_source = is_code(literal.file.language) and not literal.file.is_example
            if literal.kind == "url" or is_source or is_kept_out_of_git(literal.file):
                continue
            if literal.file.is_prose or not is_published(literal, project):
                yield self._finding(literal, project)

    def _finding(self, literal: "LiteralKey", project: "Project") -> Finding:
        from sup_lint.analysis.carriers import carrier_of
        from sup_lint.analysis.fixes.literal import literal_fix
        from sup_lint.analysis.key_files import is_uncommitted

        carrier = carrier_of(literal.file)
        remedy = f"Revoke the key at {CONSOLE} and issue a new one; then {carrier.remedy}."
        if is_uncommitted(literal.file):
            remedy = (
                f"Let git ignore the file, and the key may stay. If it ever left this machine, revoke it at {CONSOLE}."
            )
        who = "A Supertone API key" if literal.certain else "What looks like a Supertone API key"
        start = literal.file.lines.offset(literal.region.line, literal.region.column)
        end = literal.file.lines.offset(literal.region.end_line, literal.region.end_column)
        is_encoded = literal.kind == "entry" and literal.value not in literal.file.text[start:end]
        manner = "in base64, which hides nothing," if is_encoded else "in clear"
        return self.finding(
            literal.file,
            literal.region,
            f"{who} stands {manner} in {carrier.noun}, behind `{literal.name.replace(literal.value, '…')[:80]}`. "
            "Everyone who can read this file or its history can use the account.",
            help_text=remedy,
            key=literal.value,
            confidence=Confidence.HIGH if literal.certain else Confidence.MEDIUM,
            fix=literal_fix(literal, project),
        )
