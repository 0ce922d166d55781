"""Places in calls as other languages than Python and JavaScript make them."""

from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name, place_of
from sup_lint.analysis.places.naming import Naming
from sup_lint.analysis.places.place import Place
from sup_lint.keys.names import (
    AUTH_HEADERS,
    PACKAGE,
    is_key_header,
    is_key_name,
    is_neutral_name,
    mentions_vendor,
    words_of,
)

# The argument that names the header whose value the first one is: setValue("…", forHTTPHeaderField: "…").
_NAMING_HEADER = frozenset({"forHTTPHeaderField", "forHeader", "forHeaderField", "forKey", "headerName"})
_VALUE_OPTIONS = frozenset({"--body", "-b", "--value", "-v", "--plaintext", "--secret-string", "--parameter-value"})
# What a client of the service may be called besides the vendor's name.
_CLIENT = frozenset(
    """
    new make create init build get api tts client service provider engine sdk http rest repository adapter wrapper
    gateway config configuration settings options credentials auth interceptor the for with from
    """.split()
)


def places_in_call(node: model.Call, naming: Naming) -> Iterator[Place]:
    """Yield the places that a call has by the customs of these languages."""
    for argument in node.arguments[1:]:
        if argument.name in _NAMING_HEADER:
            name = naming.text(argument.value)
            if is_key_header(name):
                yield Place(node.arguments[0].value, "header", name, certain=True, user=node)
            elif name.lower() in AUTH_HEADERS:
                yield Place(node.arguments[0].value, "header", name, certain=False, user=node)
    path = place_of(node.function)
    for argument in node.arguments if mentions_vendor(path) else ():
        if argument.name and is_key_name(f"{path}.{argument.name}"):  # &supertone.Client{APIKey: "…"}
            yield Place(argument.value, "argument", argument.name, certain=True, user=node)
    callee = last_name(node.function)
    if callee == "AuthenticationHeaderValue" and len(node.arguments) == 2:
        yield Place(node.arguments[1].value, "header", "Authorization", certain=False, user=node)
    # gh secret set SUPERTONE_API_KEY --body …
    for naming_one, option, value in zip(node.arguments, node.arguments[1:], node.arguments[2:], strict=False):
        if naming.text(option.value) in _VALUE_OPTIONS and is_key_name(name := naming.text(naming_one.value)):
            yield Place(value.value, "argument", name, certain=True, user=node)
    if not mentions_vendor(callee):
        return
    words = words_of(callee)
    if words == (PACKAGE,):  # supertone config set api_key …
        for argument, following in zip(node.arguments, node.arguments[1:], strict=False):
            name = naming.text(argument.value).lstrip("-")
            if name and not following.name and is_neutral_name(name):
                yield Place(following.value, "argument", name, certain=True, user=node, shaped=True)
    if set(words) <= _CLIENT | {PACKAGE}:  # SupertoneClient("…"), supertone.NewSupertoneClient("…")
        for argument in node.arguments:
            if not argument.name:
                yield Place(argument.value, "argument", f"{callee}()", certain=True, user=node, shaped=True)


def places_in_function(node: model.Function, naming: Naming, returns: Iterator[model.Return]) -> Iterator[Place]:
    """Yield what a function gives that an annotation names after the key: `@Named("superToneApiKey")`."""
    names = (
        naming.text(argument.value)
        for decorator in node.decorators
        if isinstance(decorator, model.Call)
        for argument in decorator.arguments
    )
    name = next((name for name in names if name and is_key_header(name)), "")
    if name:
        for each in returns:
            if each.value is not None:
                yield Place(each.value, "return", name, certain=True, user=each, shaped=True)
