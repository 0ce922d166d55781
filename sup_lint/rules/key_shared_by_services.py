"""One key, or one reference to a key, that serves several services."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sup_lint.keys.names import CONSOLE, MOST_ACTIVE_KEYS, VARIABLE
from sup_lint.model.finding import Checklist, Confidence, Finding
from sup_lint.model.severity import Severity
from sup_lint.rule import Example, Rule, related

if TYPE_CHECKING:
    from sup_lint.analysis.repository import Repository
    from sup_lint.analysis.services.sharing import SharedKey


_MOST_NAMED = 6
_MOST_RELATED = 12


class KeySharedByServices(Rule):
    """## What it does

    Reports one Supertone key that serves several services of a repository: the same value in the settings of each, or
    one variable, secret or parameter that each of them is given. Services are found in compose files, manifests of
    Kubernetes and charts of Helm, workflows of GitHub and GitLab that deploy them, Procfiles, Render blueprints,
    Serverless and App Engine services, task definitions of ECS, Terraform, and the applications of a monorepo.

    Where `sup-lint scan` looks at several repositories, a key that two of them use is shared, too, unless one is a fork,
    a mirror or an export of the other, or both are for stages of one service by their names.

    Copies of one service are one service: its stages, replicas, regions and colours, what migrates its database or
    tests it, other processes of the same image or the same build folder, and the same service in another kind of file.
    All processes of a Procfile share the variables of one app, so only those count that start programs of different
    folders, each with Supertone code of its own. A service that is given a whole environment file counts where its code
    uses Supertone. Examples, documents, tests, notebooks, experiments and tools beside the code don't count.
    Services that merely read a variable of the same name share nothing: each may be given its own.

    ## Why is this bad?

    If the key leaks, nobody can tell which service lost it; and when it is revoked, all of them stop at once. So it is
    revoked late, or not at all.

    ## What to do instead

    Issue a key for each service in the console, and give each its own variable or secret, such as
    `SUPERTONE_API_KEY_WORKER`. An account holds three active keys at most: where there are more services, group those
    that are run and revoked together, and let the rest call one of them.

    ## Known limits

    Only what the repository describes is known, and this is looked for only where all of it is checked. A variable or
    secret counts as one where one definition gives it to all; that two differently named secrets hold the same key is
    seen only where their values stand in the repository. In different kinds of files, services that share a reference
    are told apart by folders alone; with a key in clear, by names and images that have nothing in common. Services that are told apart by nothing but the command that
    they run count as one, and so do all templates of one chart. Pipelines of other makers than GitHub and GitLab, and
    what scripts start, are not looked at.
    """

    code: ClassVar[str] = "SUP501"
    name: ClassVar[str] = "key-shared-by-services"
    severity: ClassVar[Severity] = Severity.WARNING
    checklist: ClassVar[Checklist] = Checklist.SCOPE
    summary: ClassVar[str] = "one key, or one secret reference, serves several services of the repository"
    cwe: ClassVar[tuple[int, ...]] = (522,)
    valid: ClassVar[tuple[Example, ...]] = (
        {
            "compose.yaml": """
services:
  api:
    build: ./api
    environment:
      SUPERTONE_API_KEY: ${SUPERTONE_API_KEY_API}
  worker:
    build: ./worker
    environment:
      SUPERTONE_API_KEY: ${SUPERTONE_API_KEY_WORKER}
""",
        },
        {
            "compose.yaml": """
services:
  web:
    build: .
    environment:
      SUPERTONE_API_KEY: ${SUPERTONE_API_KEY}
  migrate:
    build: .
    command: python manage.py migrate
    environment:
      SUPERTONE_API_KEY: ${SUPERTONE_API_KEY}
""",
        },
    )
    invalid: ClassVar[tuple[Example, ...]] = (
        {
            "compose.yaml": """
services:
  api:
    build: ./api
    environment:
      SUPERTONE_API_KEY: ${SUPERTONE_API_KEY}
  worker:
    build: ./worker
    environment:
      SUPERTONE_API_KEY: [|${SUPERTONE_API_KEY}|]
""",
        },
        {
            "k8s/api.yaml": """
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  template:
    spec:
      containers:
        - name: api
          image: registry.example.com/voices/api:1.4
          env:
            - name: SUPERTONE_API_KEY
              valueFrom:
                secretKeyRef: {name: supertone, key: api-key}
""",
            "k8s/dubbing.yaml": """
apiVersion: apps/v1
kind: Deployment
metadata:
  name: dubbing
spec:
  template:
    spec:
      containers:
        - name: dubbing
          image: registry.example.com/voices/dubbing:2.0
          env:
            - name: SUPERTONE_API_KEY
              valueFrom:
                secretKeyRef: {name: [|supertone|], key: api-key}
""",
        },
    )

    def check_repository(self, repository: "Repository") -> Iterator[Finding]:
        """Yield one finding for each key or reference that serves several services, at the second one's place."""
        from sup_lint.analysis.services.census import services_of
        from sup_lint.analysis.services.sharing import shared_keys

        for shared in shared_keys(services_of(repository)):
            yield self._finding(shared)

    def _finding(self, shared: "SharedKey") -> Finding:
        names = [name for name, _ in shared.services]
        (_, first), (name, second), *_ = shared.services
        key = second.value
        subject = f"{first.source[:1].upper()}{first.source[1:]}" if first.source else "One key"
        count = len(names)
        others = [(name, use) for name, use in shared.services if use is not second]
        everyone = "both" if count == 2 else "all of them"
        return self.finding(
            second.file,
            second.region,
            f"{subject} serves {count} services: {_listed(names)}. If it leaks, nobody can tell which of them lost it, "
            f"and revoking it stops {everyone} at once.",
            help_text=_remedy(name, count),
            key=key,
            confidence=Confidence.HIGH if key is not None else Confidence.MEDIUM,
            related=tuple(
                related(use.file, use.region, f"{other} is given it here", use.value)
                for other, use in others[:_MOST_RELATED]
            ),
            is_code=key is None,
        )


def _remedy(name: str, count: int) -> str:
    """What to do, with a variable's name for the service `name` as an example."""
    word = "".join(each if each.isascii() and each.isalnum() else "_" for each in name.upper()).strip("_")[:40]
    limit = (
        f" An account holds {MOST_ACTIVE_KEYS} active keys at most: with {count} services, let those share one that are run "
        "and revoked together."
        if count > MOST_ACTIVE_KEYS
        else ""
    )
    return (
        f"Issue a key for each service at {CONSOLE} and give each a variable or secret of its own, such as "
        f"{VARIABLE}_{word or 'WORKER'} for {name}.{limit}"
    )


def _listed(names: list[str]) -> str:
    """Names as a sentence has them: `api, worker and web`."""
    shown = names[:_MOST_NAMED]
    if len(names) > len(shown):
        return f"{', '.join(shown)} and {len(names) - len(shown)} more"
    return f"{', '.join(shown[:-1])} and {shown[-1]}"
