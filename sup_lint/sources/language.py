"""Which language a file is written in, by its name and its first line."""

# What a name says. Extensions are compared in lower case; names without one are compared as they are.
_EXTENSIONS = {
    ".py": "python",
    ".pyi": "python",
    ".pyw": "python",
    ".pyt": "python",  # ArcGIS toolboxes
    ".wsgi": "python",
}
_NAMES = {"SConstruct": "python", "SConscript": "python", "wscript": "python"}

# Extensions that say nothing of the language: the first line decides.
_UNDECIDED_EXTENSIONS = frozenset({"", ".cgi", ".fcgi"})
_PYTHON_EXTENSIONS = _UNDECIDED_EXTENSIONS | {
    extension for extension, language in _EXTENSIONS.items() if language == "python"
}

# What a `#!` line says: the program's name without version and `.exe`.
_INTERPRETERS = {"python": "python", "pythonw": "python", "pypy": "python", "graalpy": "python"}
# Programs that run another one, or a Python script by themselves.
_RUNNERS = frozenset({"uv", "pipx", "poetry", "pdm", "rye", "hatch", "pixi"})


def language_of(path: str, first_line: bytes = b"") -> str | None:
    """Name the language of a file, such as `"python"`, or give None for an unknown one.

    `path` counts by its last part; `first_line` (the rest of the file may follow) by its `#!`, and only where
    the name does not decide.
    """
    name = _name(path)
    return _NAMES.get(name) or _EXTENSIONS.get(_extension(name)) or _language_of_script(first_line)


def may_be_python(path: str) -> bool:
    """Whether a file may be Python as far as its name tells; without any dot in it, reading decides."""
    # One call a file over whole trees: the name is not cut out of the path.
    dot, slash = path.rfind("."), path.rfind("/")
    return dot < slash + 1 or path[dot:].lower() in _PYTHON_EXTENSIONS


def _name(path: str) -> str:
    return path[path.rfind("/") + 1 :]


def _extension(name: str) -> str:
    """Give the extension in lower case with its dot; nothing only if there is no dot, not even in front."""
    dot = name.rfind(".")
    return name[dot:].lower() if dot >= 0 else ""


def _language_of_script(first_line: bytes) -> str | None:
    """Name the language that a `#!` line asks for."""
    if not first_line.startswith(b"#!"):
        return None
    line = first_line[2:1024].splitlines()[:1]
    words = [_program(word) for word in line[0].decode("latin-1").split()] if line else []
    if words and words[0] == "env":
        words = _after_env(words[1:])
    if not words:
        return None
    if words[0] in _RUNNERS:
        if "--script" in words or "-s" in words or words[-1] == "run":
            return "python"
        return next((language for word in words[1:] if (language := _INTERPRETERS.get(word))), None)
    return _INTERPRETERS.get(words[0])


def _after_env(words: list[str]) -> list[str]:
    """Drop the options of `env` and the variables that it sets; what is left is a command."""
    while words:
        word = words[0]
        if word in ("-u", "--unset", "-C", "--chdir"):
            words = words[2:]
        elif word.startswith("-S") and len(word) > 2:
            words = [_program(word[2:]), *words[1:]]
        elif word.startswith("-") or "=" in word:
            words = words[1:]
        else:
            break
    return words


def _program(word: str) -> str:
    """Reduce a program to its bare name: no folder, no `.exe`, no version."""
    if word.startswith("-"):
        return word
    name = word.replace("\\", "/").rpartition("/")[2].removesuffix(".exe")
    return name.rstrip("0123456789.") or name
