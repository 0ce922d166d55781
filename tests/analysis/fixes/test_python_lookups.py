"""Keys that stand for what a lookup doesn't find: the lookup stays the first to say what the key is."""

from pathlib import Path

import pytest

from sup_lint.model.fix import Safety
from tests.analysis.fixes.fixing import fixed, fixes

READ = 'os.environ["SUPERTONE_API_KEY"]'
NAME = '"SUPERTONE_API_KEY"'

SETTINGS = [
    (f"k = st.secrets.get({NAME}, «key»)", f"k = st.secrets[{NAME}]"),
    (f"k = st.secrets.get({NAME}, default=«key»)", f"k = st.secrets[{NAME}]"),
    (f"k = st.secrets.get({NAME}, «key»)\nif not k:\n    st.stop()", f"k = st.secrets.get({NAME})\nif not k:\n    st.stop()"),
    (f"k = app.config.get({NAME}, «key»)", f"k = app.config[{NAME}]"),
    (f"k = config['tts'].get({NAME}, «key»)", f"k = config['tts'][{NAME}]"),
    (f"k = settings.get({NAME}, «key»)", f"k = settings.get({NAME})"),
    (f"k = self.settings.get({NAME}, «key»)", f"k = self.settings.get({NAME})"),
    (f"k = getattr(settings, {NAME}, «key»)", f"k = getattr(settings, {NAME})"),
    ("k = getattr(self, 'supertone_api_key', «key»)", "k = getattr(self, 'supertone_api_key')"),
    ("k = parser.get('tts', 'supertone_api_key', fallback=«key»)", "k = parser.get('tts', 'supertone_api_key')"),
]  # fmt: skip
OPTIONS = [
    (f"k = options.get({NAME}, «key»)", f"k = options.get({NAME}) or {READ}"),
    (f"k = options.get({NAME}, «key»).strip()", f"k = (options.get({NAME}) or {READ}).strip()"),
    (f"k = options.pop({NAME}, «key»)", f"k = options.pop({NAME}, None) or {READ}"),
]
EAGER = [
    f"options.setdefault({NAME}, «key»)",
    f"k = options.get({NAME}, f'Bearer {{«key»}}')",
]


def _spelled(text: str) -> str:
    return "import os\n" + text.replace("«key»", '"«key»"') + "\n"


@pytest.mark.parametrize(("before", "after"), [*SETTINGS, *OPTIONS])
def test_default_is_dropped(before: str, after: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = _spelled(before)
    assert fixed({"a.py": before}, tmp_path, unsafe=False) == {"a.py": f"import os\n{after}\n"}


def test_no_import_for_what_is_only_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = 'import streamlit as st\nk = st.secrets.get("SUPERTONE_API_KEY", "«key»")\n'
    after = 'import streamlit as st\nk = st.secrets["SUPERTONE_API_KEY"]\n'
    assert fixed({"a.py": before}, tmp_path, unsafe=False) == {"a.py": after}


@pytest.mark.parametrize("before", EAGER)
def test_eager_read_is_unsafe(before: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (fix,) = fixes({"a.py": _spelled(before)}, tmp_path)
    assert fix is not None
    assert fix.kind is Safety.UNSAFE


@pytest.mark.parametrize("name", ["opts", "config"])
@pytest.mark.parametrize("given", ["«key»", None])
def test_what_is_there_counts(name: str, given: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    source = f'def say(**{name}):\n    return {{"x-sup-api-key": {name}.get("supertone_api_key", "«key»")}}\n'
    after = fixed({"a.py": source}, tmp_path, unsafe=False)["a.py"]
    names: dict[str, object] = {}
    exec(compile(after, "a.py", "exec"), names)
    monkeypatch.delenv("SUPERTONE_API_KEY", raising=False)
    say = names["say"]
    assert callable(say)
    if given is not None:
        assert say(supertone_api_key=given) == {"x-sup-api-key": given}
    elif name == "opts":
        monkeypatch.setenv("SUPERTONE_API_KEY", "from outside")
        assert say() == {"x-sup-api-key": "from outside"}
    else:
        assert say() == {"x-sup-api-key": None}
