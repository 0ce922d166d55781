"""The step of a pipeline that checks each change, for GitHub and for GitLab."""

from collections.abc import Iterator

from sup_lint.setting_up.change import Advice, Change, with_lines
from sup_lint.setting_up.origin import Origin
from sup_lint.setting_up.place import Place

_WORKFLOWS = ".github/workflows"
_GITLAB = ".gitlab-ci.yml"
_DEFAULT_STAGES = ("build", "test", "deploy")


def pipeline(place: Place, origin: Origin) -> Iterator[Change | Advice]:
    """Yield the change for the service that runs this repository's pipelines; nothing if sup-lint is in it, or none.

    The service is told by its files, else by the address that git fetches from.
    """
    remotes = place.remotes()
    gitlab = place.text(_GITLAB)
    if gitlab is not None or ("gitlab" in remotes and not place.has_folder(".github")):
        yield from _gitlab(gitlab, origin)
    if place.has_folder(_WORKFLOWS) or (gitlab is None and (place.has_folder(".github") or "github.com" in remotes)):
        yield from _github(place, origin)


def _github(place: Place, origin: Origin) -> Iterator[Change | Advice]:
    for name in place.names(_WORKFLOWS):
        if name.endswith((".yml", ".yaml")) and "sup-lint" in (place.text(f"{_WORKFLOWS}/{name}") or ""):
            return
    yield Change(
        f"{_WORKFLOWS}/sup-lint.yml",
        None,
        f"""\
name: sup-lint

on:
  push:
    branches: [{place.default_branch()}]
  pull_request:

permissions:
  contents: read

jobs:
  sup-lint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.13"
      - run: pip install "{origin.requirement}"
      - run: sup-lint check --format github
""",
    )


def _gitlab(text: str | None, origin: Origin) -> Iterator[Change | Advice]:
    if text is not None and "sup-lint" in text:
        return
    stage = _stage(text) if text is not None else "test"
    job = [
        "sup-lint:",
        f"  stage: {stage}",
        "  image: python:3.13",
        "  script:",
        f'    - pip install "{origin.requirement}"',
        "    - sup-lint check --format gitlab --output sup-lint.json",
        "  artifacts:",
        "    when: always",
        "    reports:",
        "      codequality: sup-lint.json",
    ]
    if stage is None:
        yield Advice(f"{_GITLAB} can't be read: add to it", tuple(job))
        return
    yield Change(_GITLAB, text, with_lines(text, [*([""] if text else []), *job]))


def _stage(text: str) -> str | None:
    """A stage that the pipeline has, `test` if it can be; None for what is no pipeline."""
    import yaml

    class Loader(yaml.SafeLoader):
        """As the safe one, but tags such as `!reference` stand for nothing."""

    Loader.add_constructor(None, lambda *_: None)
    try:
        document = yaml.load(text, Loader)  # noqa: S506 - a safe loader, see above
    except yaml.YAMLError:
        return None
    if not isinstance(document, dict):
        return None if document else "test"
    stages = document.get("stages") or _DEFAULT_STAGES
    if not isinstance(stages, list | tuple):
        return None
    return "test" if "test" in stages else str(stages[0])
