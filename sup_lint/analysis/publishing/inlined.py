"""What a setting of a build puts into the client's files."""

from dataclasses import dataclass

from sup_lint.model.region import Region


@dataclass(frozen=True, slots=True)
class Inlined:
    """The key in a setting that puts it into what is built.

    `region` is that of the value, or of the name where only that is written; `setting` names the setting in a
    sentence, as in "`define`"; `tool` is what reads it, `audience` ends "everyone who …". `names` are the variables
    that client code then reads it by, none for all of them. Not `sure` where a whole environment is taken. `way` is
    "built" where a tool builds the key in, "written" where a script writes it into a file that is served, "filled"
    where such a file has the place that it is put into later.
    """

    region: Region
    setting: str
    tool: str
    audience: str = "opens the page"
    names: tuple[str, ...] = ()
    sure: bool = True
    way: str = "built"
