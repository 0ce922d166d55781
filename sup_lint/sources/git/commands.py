"""Commands for people to type: words as a shell takes them, and git in the repository that is meant."""

import os
import shlex


def quoted(word: str) -> str:
    """`word` as a shell takes it, on one line: with control characters as `$'…'`, which bash and zsh understand."""
    if word.isprintable():
        return shlex.quote(word)
    escaped = "".join(
        character if character.isprintable() and character not in "'\\" else _octal(character) for character in word
    )
    return f"$'{escaped}'"


def typed(folder: str) -> str:
    """A folder as commands name it: empty for the working directory, relative above and below it, else absolute."""
    here, folder = os.path.realpath(os.getcwd()), os.path.realpath(folder)
    if folder == here:
        return ""
    relative = os.path.relpath(folder, here)
    steps = set(relative.split(os.sep))
    shown = relative if ".." not in steps or steps == {".."} else folder
    return shown.replace(os.sep, "/")


def git_in(folder: str) -> str:
    """How a command begins that runs git in a `typed` folder."""
    return f"git -C {quoted(folder)}" if folder else "git"


def ignoring(name: str, folder: str) -> str:
    """The command that lets git ignore files called `name`, in the repository whose top is a `typed` folder."""
    return f"echo {quoted(name)} >> {quoted(f'{folder}/.gitignore' if folder else '.gitignore')}"


def _octal(character: str) -> str:
    return "".join(f"\\{byte:03o}" for byte in character.encode("utf-8", "surrogateescape"))
