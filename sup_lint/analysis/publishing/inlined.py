"""What a setting of a build puts into the client's files."""

from dataclasses import dataclass

from sup_lint.model.region import Region


@dataclass(frozen=True, slots=True)
class Inlined:
    """The key in a setting that puts it into what is built.

    `region` is that of the value, or of the name where only that is written; `setting` names the setting in a
    sentence, as in "`define`"; `tool` is what reads it, `audience` ends "everyone who …". `names` are the variables
    that client code then reads it by, none for all of them. Not `sure` where a whole environment is taken.
    """

    region: Region
    setting: str
    tool: str
    audience: str = "opens the page"
    names: tuple[str, ...] = ()
    sure: bool = True
