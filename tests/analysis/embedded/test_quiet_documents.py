"""Documents on Supertone are full of examples; none of these is a key."""

from pathlib import Path

import pytest

from tests.analysis.embedded.notebooks import report_on
from tests.keymaker import make_key

OTHER = make_key(46)
SDK = "from supertone import Supertone\n"
BLOCKS = {
    "python": [
        f'{SDK}client = Supertone(api_key="Kp9mZ3xQ7v...")',
        f'{SDK}client = Supertone(api_key="sk-...")\nother = Supertone(api_key="<YOUR_API_KEY>", ...)',
        f'{SDK}import os\nclient = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])\nprint(client.sdk_configuration)',
        f'from elevenlabs import ElevenLabs\nAPI_KEY = "{OTHER}"\nclient = ElevenLabs(api_key=API_KEY)',
    ],
    "bash": [
        'curl -H "x-sup-api-key: $SUPERTONE_API_KEY" https://supertoneapi.com/v1/voices',
        f'curl -H "x-sup-api-key: your key" -H "xi-api-key: {OTHER}" https://supertoneapi.com',
        f"git checkout {OTHER}\nexport ELEVENLABS_API_KEY={OTHER}",
    ],
    "http": [f'x-sup-api-key: your key\nx-request-id: {OTHER}\netag: "{OTHER}"'],
    "json": [f'{{"id": "{OTHER}", "voice_id": "20160a4c5ba38967330c84", "next_page_token": "{OTHER}", "md5": "{OTHER}"}}'],
    "yaml": [f"elevenlabs:\n  api_key: {OTHER}\nsupertone:\n  api_key: ${{SUPERTONE_API_KEY}}"],
    "toml": [f'[elevenlabs]\napi_key = "{OTHER}"'],
}  # fmt: skip


@pytest.mark.parametrize(
    ("path", "begin", "end"),
    [
        ("README.md", "```{}\n", "\n```\n"),
        ("README.md", "<details>\n\n~~~{} title=x\n", "\n~~~\n\n</details>\n"),
        ("README.adoc", "[source,{}]\n----\n", "\n----\n"),
    ],
)
@pytest.mark.parametrize(("language", "block"), [(name, block) for name, blocks in BLOCKS.items() for block in blocks])
def test_example(
    path: str, begin: str, end: str, language: str, block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = f"Set the header x-sup-api-key.\n\n{begin.format(language)}{block}{end}"
    report = report_on(tmp_path, text, path)
    assert [finding.message for finding in report.findings] == []
    assert not report.failures


def test_comments_that_a_document_shows_are_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = "Silence it for supertone:\n\n```python\nx = 1  # sup-lint: ignore[hardcoded-key] -- why\n```\n"
    assert report_on(tmp_path, text, "README.md").findings == ()
