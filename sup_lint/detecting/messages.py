"""What the hook says about secrets that no baseline knows."""

from collections.abc import Iterator, Sequence

from sup_lint.analysis.excerpt import masked
from sup_lint.detecting.layout import SECRET_TYPE
from sup_lint.detecting.secrets import Secret
from sup_lint.keys.names import CONSOLE, VARIABLE
from sup_lint.reporters.glyphs import visible
from sup_lint.reporters.prose import wrap

_WIDTH = 80
_AROUND = 30
_LONGEST_COMMAND = 5


def report(secrets: Sequence[Secret], *, baseline: str) -> Iterator[str]:
    """The lines of a report on new `secrets`, keys masked; `baseline` is where they would be accepted."""
    ours = [secret for secret in secrets if secret.type == SECRET_TYPE]
    known = {(secret.path, secret.line, secret.digest) for secret in ours}
    for secret in secrets:
        if secret.type != SECRET_TYPE and (secret.path, secret.line, secret.digest) in known:
            continue  # the same value, which another detector only takes for something random
        yield f"{visible(secret.path)}:{secret.line}: {_what(secret)}"
        if secret.text.strip():
            yield f"    {_shown(secret)}"
    yield ""
    yield from wrap(_consequence(secrets, ours), _WIDTH)
    yield ""
    if ours:
        yield from _item(f"A real key: revoke it at {CONSOLE}, and read the new one from the environment ({VARIABLE}).")
    else:
        yield from _item("A real secret: revoke it, and read the new one from the environment.")
    yield from _item("No key: end its line with `# pragma: allowlist secret`, in the file's own comment syntax.")
    yield from _item(f"Known and accepted: list it in {visible(baseline)}, and stage that:")
    yield f"      sup-lint detect-secrets scan {_arguments(secrets)}".rstrip()
    yield f"      git add {visible(baseline)}"


def _what(secret: Secret) -> str:
    return "a Supertone API key" if secret.type == SECRET_TYPE else visible(secret.type)


def _consequence(secrets: Sequence[Secret], ours: Sequence[Secret]) -> str:
    if not ours:
        return (
            f"{_count(len(secrets), 'secret')} that no baseline knows: everyone who can read the repository has them."
        )
    keys = len({secret.digest for secret in ours})
    return (
        f"{_count(keys, 'Supertone API key')} that no baseline knows: "
        "everyone who can read this repository, or its history later, can use the account."
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _shown(secret: Secret) -> str:
    """The line, or the stretch of a long one, with every key in it masked."""
    text = masked(secret.text.strip(), [secret.value])
    if len(text) <= _WIDTH - 4:
        return visible(text)
    at = secret.text.strip().find(secret.value)
    first = max(0, at - _AROUND)
    return visible(("…" if first else "") + text[first : first + _WIDTH - 8] + "…")


def _item(text: str) -> Iterator[str]:
    first, *rest = wrap(text, _WIDTH - 4)
    yield f"  - {first}"
    yield from (f"    {line}" for line in rest)


def _arguments(secrets: Sequence[Secret]) -> str:
    import shlex

    names = list(dict.fromkeys(secret.path for secret in secrets))
    if len(names) > _LONGEST_COMMAND:
        return ""
    end_of_options = "-- " if any(name.startswith("-") for name in names) else ""
    return end_of_options + " ".join(shlex.quote(visible(name)) for name in names)
