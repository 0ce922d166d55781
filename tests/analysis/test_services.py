"""Which services a repository has, and what each takes its key from."""

import time
from pathlib import Path

import pytest

from sup_lint.analysis.project import Project
from sup_lint.analysis.repository import Repository
from sup_lint.analysis.services.census import listed, services_of
from sup_lint.analysis.services.naming import are_of_two, base_name, is_exploration, is_helper, stage_of
from sup_lint.analysis.services.sharing import shared_keys
from sup_lint.analysis.services.use import ServiceUse
from tests.keymaker import make_key
from tests.rules.services.manifests_of import CODE, SHARED, calling, compose, given, reusable, workflow

KEY = make_key(501)


def services(folder: Path, files: dict[str, str]) -> list[ServiceUse]:
    project = Project(str(folder), lambda place: Path(place).relative_to(folder).as_posix())
    held = []
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        held.append(project.add(str(path), text.encode()))
    return services_of(Repository(project, held))


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_what_a_service_takes_its_key_from(tmp_path: Path) -> None:
    found = services(
        tmp_path,
        {
            "compose.prod.yaml": "services:\n  api:\n    build: ./api\n    environment:\n"
            "      SUPERTONE_API_KEY: ${TTS_KEY}\n",
            "bot/package.json": "{}",
            "bot/.env": f"SUPERTONE_API_KEY={KEY}\n",
        },
    )
    told = [(use.name, use.file.path, use.identity, use.stage, use.kind, use.folder) for use in found]
    assert told == [
        ("api", "compose.prod.yaml", ("variable", "TTS_KEY", "."), "production", "compose", "api"),
        ("bot", "bot/.env", ("value", KEY), "", "package", "bot"),
    ]
    assert [use.region for use in found] == [(5, 26, 5, 36), (1, 19, 1, 51)]
    assert [use.source for use in found] == ["the variable TTS_KEY", ""]


def test_the_list_for_reports_holds_no_key(tmp_path: Path) -> None:
    files = {f"{name}/.env": f"SUPERTONE_API_KEY={KEY}\n" for name in ("api", "bot")}
    files["deploy/compose.yaml"] = "services:\n  dub:\n    environment: [SUPERTONE_API_KEY]\n"
    entries = listed(services(tmp_path, files))
    assert [(each.name, each.path, each.source) for each in entries] == [
        ("dub", "deploy/compose.yaml", "the variable SUPERTONE_API_KEY of deploy"),
        ("api", "api/.env", ""),
        ("bot", "bot/.env", ""),
    ]
    assert entries[0].key is None
    assert entries[1].key == entries[2].key is not None
    assert KEY not in repr(entries)


def test_applications_that_read_a_variable_are_listed_and_share_nothing(tmp_path: Path) -> None:
    files = {f"apps/{name}/package.json": '{"name": "supertone"}' for name in ("api", "bot", "web")}
    files |= {f"apps/{name}/tts.js": "const key = process.env.SUPERTONE_API_KEY;\n" for name in ("api", "bot")}
    found = services(tmp_path, files)
    assert [(use.name, use.identity[2], use.region) for use in found] == [
        ("api", "apps/api", (1, 25, 1, 42)),
        ("bot", "apps/bot", (1, 25, 1, 42)),
    ]
    assert shared_keys(found) == []
    files["compose.yaml"] = "services:\n  api:\n    build: apps/api\n    environment: [SUPERTONE_API_KEY]\n"
    files["compose.yaml"] += "  bot-2:\n    image: acme/bot\n    environment: {SUPERTONE_API_KEY: $BOT_KEY}\n"
    entries = listed(services(tmp_path, files))
    assert [(each.name, each.source) for each in entries] == [
        ("api", "the variable SUPERTONE_API_KEY"),
        ("bot", "the variable BOT_KEY"),
    ]


def test_a_service_in_many_files_is_listed_once_for_each_source(tmp_path: Path) -> None:
    text = "services:\n  tts:\n    environment: [SUPERTONE_API_KEY]\n"
    entries = listed(services(tmp_path, {"compose.yaml": text, "compose.override.yaml": text}))
    assert [each.name for each in entries] == ["tts"]


def test_a_called_workflow_and_its_callers_are_one_service(tmp_path: Path) -> None:
    files = {
        f".github/workflows/deploy-{stage}.yml": workflow(calling("deploy", stage), name=f"Deploy {stage}")
        for stage in ("dev", "prod")
    }
    files[".github/workflows/deploy.yml"] = reusable("helm upgrade speech ./chart")
    found = services(tmp_path, files)
    assert [use.stage for use in found] == ["development", "production"]
    assert [(each.name, each.source) for each in listed(found)] == [("speech", "the secret secrets.SUPERTONE_API_KEY")]


@pytest.mark.parametrize(
    "trigger", ["workflow_call: {}\n  push: {}", "workflow_call: {}\n  schedule: [{cron: '0 0 * * *'}]"]
)
def test_a_called_workflow_that_starts_by_itself_is_told_of(trigger: str, tmp_path: Path) -> None:
    files = {
        ".github/workflows/all.yml": workflow(calling("deploy", "prod")),
        ".github/workflows/deploy.yml": reusable("helm upgrade speech ./chart").replace(
            "on: {", f"on:\n  {trigger}\nx: {{"
        ),
    }
    assert {use.file.path for use in services(tmp_path, files)} == set(files)


@pytest.mark.parametrize("process", ["web", "worker"])
def test_a_process_of_one_program_bears_its_name(process: str, tmp_path: Path) -> None:
    files = {"speech/Procfile": f"{process}: uvicorn app:app\nclock: python clock.py\n", "speech/app.py": CODE}
    assert {each.name for each in listed(services(tmp_path, files))} == {"speech"}
    files["compose.yaml"] = compose(speech=f"build: ./speech\n{given(SHARED)}")
    assert [(each.name, each.path) for each in listed(services(tmp_path, files))] == [("speech", "compose.yaml")]


def test_a_process_of_the_whole_repository_is_what_compose_calls_it(tmp_path: Path) -> None:
    files = {"Procfile": "web: uvicorn tts:app\n", "tts.py": CODE}
    assert [each.name for each in listed(services(tmp_path, files))] == ["web"]
    files["compose.yaml"] = compose(speech=f"build: .\n{given(SHARED)}")
    assert [each.name for each in listed(services(tmp_path, files))] == ["speech"]


@pytest.mark.parametrize(
    ("folder", "explores"),
    [
        ("notebooks", True),
        ("work/my-notebooks/one", True),
        ("tools/dub", True),
        ("apps/research", False),
        ("services/tools", False),
        ("app/notes", False),
        ("toolshop", False),
        (".", False),
    ],
)
def test_folders_beside_the_code(folder: str, explores: bool) -> None:
    assert is_exploration(folder) == explores


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        ("podcast", "ivr", True),
        ("tts", "ivr", True),
        ("api", "worker", True),
        ("api", "ivr", False),
        ("tts", "speech-api", False),
        ("app", "ivr", False),
        ("podcast-prod", "podcast", False),
        ("acme-podcast", "podcast-worker", False),
    ],
)
def test_names_of_two_services_in_two_kinds_of_files(one: str, two: str, apart: bool) -> None:
    assert are_of_two(one, two) == are_of_two(two, one) == apart


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("tts-prod", "tts"),
        ("tts_staging", "tts"),
        ("ttsWorkerDev", "tts-worker"),
        ("tts-blue-2", "tts"),
        ("tts-deployment", "tts"),
        ("api-migrate", "api"),
        ("production", ""),
        ("eu-west-1", ""),
        ("worker", "worker"),
        ("devices", "devices"),
    ],
)
def test_names_without_stages_and_copies(name: str, base: str) -> None:
    assert base_name(name) == base


@pytest.mark.parametrize(
    ("name", "helps"), [("migrate", True), ("e2e-tests", True), ("db-init", False), ("api", False)]
)
def test_helpers_go_by_their_names(name: str, helps: bool) -> None:
    assert is_helper(name) == helps


def test_stages_are_words() -> None:
    assert stage_of("devices", "overlays/prod/patch.yaml") == "production"
    assert stage_of("products", "delivery") == ""


HOSTILE = {
    "not closed": "services:\n  supertone: {environment: [SUPERTONE_API_KEY",
    "of another kind": "services: [supertone, 1, null]\n",
    "texts instead of mappings": "services:\n  supertone: SUPERTONE_API_KEY\n  b:\n  c: []\n  d: {environment: 3, secrets: x}\n",
    "recursive": "services: &a\n  supertone:\n    <<: *a\n    environment: *a\n    extends: {service: supertone}\n",
    "extending in a ring": "services:\n  supertone_a: {extends: b}\n  b: {extends: supertone_a}\n",
    "deep": "services: " + "[" * 5000,
    "deep by indentation": "services:\n" + "".join(" " * n + "supertone:\n" for n in range(1, 900)),
    "merges of merges": "x0: &x0 {SUPERTONE_API_KEY: a}\n"
    + "".join(f"x{n}: &x{n}\n  <<: [{', '.join([f'*x{n - 1}'] * 9)}]\n" for n in range(1, 16))
    + "services:\n  a:\n    environment: *x15\n",
    "braces": "services:\n  supertone:\n    environment: {{{{ .x }}\n    image: {{ " + "{" * 5000 + "\n",
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize(
    "path", ["compose.yaml", "k8s/a.yaml", ".github/workflows/a.yml", ".gitlab-ci.yml", "render.yaml"]
)
def test_hostile_files_are_looked_at_in_no_time(name: str, path: str, tmp_path: Path) -> None:
    start = time.perf_counter()
    assert shared_keys(services(tmp_path, {path: HOSTILE[name]})) == []
    assert time.perf_counter() - start < 5


def test_many_services_are_compared_in_no_time(tmp_path: Path) -> None:
    lines = [
        f"  {name}:\n    image: acme/{name}\n    environment: [SUPERTONE_API_KEY]\n"
        for name in (f"name{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(400))
    ]
    start = time.perf_counter()
    (shared,) = shared_keys(services(tmp_path, {"compose.yaml": "services:\n" + "".join(lines)}))
    assert len(shared.services) > 100
    assert time.perf_counter() - start < 10
