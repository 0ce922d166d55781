"""What the name of a variable says of what it holds, where nothing else does: a logger, an exception, a stream."""

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.program import Node

# Methods of loggers that give a logger.
_CHAINED = frozenset("opt bind getChild get_child child new unbind try_unbind patch with_fields withFields".split())
_LOGGERS = ("logger", "logging", "log")
# Written together, and still no catalog, dialog or blog.
_JOINED = frozenset("applog accesslog auditlog debuglog errlog errorlog eventlog mylog rootlog syslog".split())
_EXCEPTIONS = frozenset("e ex exc err error exception failure problem".split())


def words_in(name: str) -> list[str]:
    """The words of an identifier or file name in lower case, parted by signs, capitals and digits."""
    words: list[str] = []
    word = ""
    before = ""
    for sign in name:
        starts = sign.isupper() and before.islower()
        if word and (starts or not sign.isalpha()):
            words.append(word.lower())
            word = ""
        if sign.isalpha():
            word += sign
        before = sign
    if word:
        words.append(word.lower())
    return words


def last_word(name: str) -> str:
    """The last word of an identifier, in lower case."""
    return next(reversed(words_in(name)), "")


def is_logger_name(name: str) -> bool:
    """Whether an identifier is named as loggers are: `log`, `LOGGER`, `app_logger`, `_log`; not `catalog`."""
    lower = name.rstrip("_0123456789").lower()
    if not lower.endswith(_LOGGERS):
        return False
    if lower.endswith("logger"):
        return not lower.endswith(("blogger", "vlogger"))
    return last_word(name) in _LOGGERS or lower in _JOINED or last_word(name) in _JOINED


def is_exception_name(name: str) -> bool:
    """Whether an identifier is named as exceptions are: `e`, `err`, `last_error`."""
    return last_word(name) in _EXCEPTIONS


def property_of(target: Node | None) -> tuple[Node, str] | None:
    """An object and the name of its property that is written: `element.innerHTML`, `element["innerHTML"]`."""
    match target:
        case model.Attribute(value=owner, name=name):
            return owner, name
        case model.Subscript(value=owner, index=model.Literal(value=str() as name)):
            return owner, name
    return None


def receiver_name(node: Node) -> str:
    """The identifier that tells what an expression holds: `logger` for `self.logger` and `logger.bind()`."""
    while True:
        match node:
            case model.Call(function=model.Attribute() as function) if function.name in _CHAINED:
                node = function.value
            case model.Call(function=function):
                return last_name(function)
            case model.Subscript():
                # Of `loggers[name]` each is a logger.
                return receiver_name(node.value).removesuffix("s")
            case model.Await():
                node = node.value
            case model.Choice(options=(first, *_)):
                node = first
            case model.Bind(target=target):
                node = target
            case _:
                return last_name(node)
