"""What declarations say of a value: its type, the calls in an annotation, whether it is put together from text."""

from sup_lint.analysis import program as model
from sup_lint.analysis.program import Node
from sup_lint.analysis.taint import rendering


def is_built(node: Node | None) -> bool:
    """Whether an expression puts text together with words of its own in it."""
    return isinstance(node, model.Join) and any(
        isinstance(part, model.Literal) and sum(letter.isalpha() for letter in str(part.value)) > 2
        for part in node.parts
    )


def is_plain_type(annotation: Node | None) -> bool:
    """Whether an annotation names a type that can't hold the key."""
    return isinstance(annotation, model.Name) and annotation.id in {"bool", "int", "float", "datetime", "date"}


def is_annotated_otherwise(parameter: Node) -> bool:
    """Whether a parameter's annotation says that it isn't the key in clear."""
    return isinstance(parameter, model.Parameter) and (
        is_plain_type(parameter.annotation) or rendering.names_secret_type(parameter.annotation)
    )


def metadata(annotation: Node | None) -> tuple[Node, ...]:
    """The calls inside `Annotated[str, Header(…)]`."""
    if annotation is None:
        return ()
    return tuple(each for each in model.walk((annotation,)) if isinstance(each, model.Call))
