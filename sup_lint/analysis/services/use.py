"""A service that is given a Supertone key, at the place where it is given one."""

from dataclasses import dataclass, field

from sup_lint.analysis.file import AnalysedFile
from sup_lint.model.region import Region

# What a service takes its key from, to be compared: ("value", key in clear), ("variable", name, scope),
# ("secret", name, scope). `scope` is what the name has a meaning in: a folder, a namespace, a platform; often empty.
Identity = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServiceUse:
    """One place that gives a service its key.

    `name` is the service's as people write it there; `stage` is `development`, `test`, `staging`, `production` or
    empty. `kind` says what describes it: compose, kubernetes, workflow, procfile, terraform, package, or a platform's
    name. `folder` is its code's, relative to the project, where that is known. `marks` are further signs of what it is,
    such as its image: two uses with one of them in common are of the same service.
    """

    name: str
    file: AnalysedFile
    region: Region
    identity: Identity
    stage: str = ""
    kind: str = ""
    folder: str | None = None
    marks: frozenset[str] = field(default=frozenset())

    @property
    def value(self) -> str | None:
        """The key in clear, if it is known."""
        return self.identity[1] if self.identity[0] == "value" else None

    @property
    def source(self) -> str:
        """What the key is taken from, in words that tell it from others; empty where the key itself is written."""
        return described(self.identity)


def described(identity: Identity) -> str:
    """What a key is taken from, in words: `the variable SUPERTONE_API_KEY of deploy`; empty for a key in clear."""
    if identity[0] == "value":
        return ""
    kind, name, scope = identity
    return f"the {kind} {name}" + (f" of {scope}" if scope not in {"", "."} else "")
