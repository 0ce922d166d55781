"""The reader of statements: one after the other, whatever it doesn't know read as an expression."""

from sup_lint.analysis import program as model
from sup_lint.analysis.lexical import assignments, declarations, definitions, functions
from sup_lint.analysis.lexical.closures import giving_last
from sup_lint.analysis.lexical.expressions import Reader
from sup_lint.analysis.lexical.groups import Item
from sup_lint.analysis.lexical.stretch import DEEPEST, Source
from sup_lint.analysis.program import Node

_GIVING = frozenset({"return", "throw", "raise", "throws", "@throw"})
_IMPORTS = frozenset(
    {"import", "package", "include", "include_once", "require_once", "use", "part", "library", "export"}
)
_HEADED = frozenset(
    """
    if elif elsif elseif for foreach while switch when match guard unless until catch select synchronized lock with
    rescue
    """.split()
)
_PLAIN = frozenset("else do try finally begin then loop repeat ensure unsafe defer default init".split())
_ACCESSORS = frozenset({"get", "set", "willSet", "didSet"})
_NO_WORD_BEFORE = frozenset({".", "=", ":=", "?.", ",", ")", "+=", "->", "=>", "==", "::", "+"})
_LONGEST_HEAD = 300


def read(source: Source, items: list[Item], depth: int, owner: str | None = None) -> tuple[Node, ...]:
    """The statements of a block; `owner` names the class whose body it is."""
    reader = Statements(items, source, depth, owner)
    if depth > DEEPEST:
        rest = reader.flat()
        return (model.Evaluate(rest.region, rest),) if items else ()
    return reader.read()


class Statements(Reader):
    """Reads the statements of one block."""

    def __init__(self, items: list[Item], source: Source, depth: int, owner: str | None = None) -> None:
        super().__init__(items, source, depth, is_block=True)
        self.owner = owner
        self.declared: str = ""  # the property that was declared last

    def read(self) -> tuple[Node, ...]:
        """All the statements."""
        found: list[Node] = []
        while self.at < self.end:
            before = self.at
            self.statement(found)
            if self.at == before:
                self.at += 1
        return tuple(found)

    def statement(self, found: list[Node]) -> None:
        """Read one statement, and add what it is made of to `found`."""
        if self.text() in {";", ","}:
            self.at += 1
            return
        if self.token("directive"):
            declarations.directive(self, found)
            return
        if self.dialect.has_messages and self.text() == "@" and self.token("name", 1):
            declarations.line(self, found)  # @implementation …
            return
        start = self.start()
        decorators = declarations.annotations(self)
        begun = self.at
        has_modifier = declarations.skip_modifiers(self)
        word = self.text() if self.token("name") else ""
        if word in self.dialect.class_words and definitions.class_definition(self, start, decorators, found):
            return
        if word in self.dialect.function_words and functions.function_definition(self, start, decorators, found):
            return
        if self.dialect.type_follows and word in {"const", "var", "type"} and (group := self.group("(", 1)):
            self.at += 2
            found += read(self.source, group.items, self.depth + 1, self.owner)
            return
        if word == "type" and self.dialect.type_follows and definitions.go_type(self, start, found):
            return
        if not has_modifier and self._control(word, start, found):
            return
        if functions.bare_function(self, start, decorators, found, begun=begun):
            return
        found += [model.Evaluate(each.region, each) for each in decorators]
        if assignments.binding(self, start, found, begun=begun):
            return
        node = self.expression()
        if node is not None:
            found.append(node if isinstance(node, model.Bind) else model.Evaluate(node.region, node))

    # --- words that control ---------------------------------------------------------------------------------------

    def _control(self, word: str, start: int, found: list[Node]) -> bool:
        if not word:
            return False
        following = self.text(1)
        if (word in _GIVING and following not in {"=", ".", "("} | _NO_WORD_BEFORE) or (
            word in _GIVING and self.group("(", 1)
        ):
            self.at += 1
            value = None if self.is_over() else self.expression()
            kind = model.Return if word == "return" else model.Raise
            found.append(kind(self.region(start), value))
            return True
        if (word in _IMPORTS and self.token("name", 1)) or (
            word in _IMPORTS and (self.token("string", 1) or self.group("(", 1))
        ):
            return self._import(found)
        if word == "case":
            return self._case(found)
        if word in _ACCESSORS:
            return self._accessor(word, start, found)
        if word in _PLAIN and following not in _NO_WORD_BEFORE and not self.group("(", 1) and not self.group("[", 1):
            self.at += 1
            self.at += self.text() == ":"
            self._body(start, model.Unknown(self.source.region(start, start)), found)
            return True
        if word in _HEADED and following not in _NO_WORD_BEFORE | {":"}:
            return self._headed(start, found)
        return False

    def _import(self, found: list[Node]) -> bool:
        start = self.start()
        self.at += 1
        begun = self.at
        while not self.is_over():
            self.at += 1
        end, self.end = self.end, self.at
        self.at = begun
        rest = self.flat()
        self.end = end
        names = (
            [each.id for each in rest.children if isinstance(each, model.Name)]
            if isinstance(rest, model.Unknown)
            else []
        )
        found.append(model.Import(self.region(start), ".".join(names)))
        found += [
            model.Evaluate(each.region, each) for each in model.children_of(rest) if isinstance(each, model.Literal)
        ]
        return True

    def _case(self, found: list[Node]) -> bool:
        if self.text(2) in {"=", "(", ",", ""} and self.token("name", 1) and not self.group("(", 2):
            self.at += 1
            return assignments.binding(self, self.start(), found, begun=self.at)
        self.at += 1
        pattern = self.expression(2)
        if pattern is not None:
            found.append(model.Evaluate(pattern.region, pattern))
        self.at += self.text() in {":", "->", "=>"}
        return True

    def _accessor(self, word: str, start: int, found: list[Node]) -> bool:
        """The accessor of a property: `get { … }`, `get => value`, `get() = value`."""
        ahead = 2 if self.group("(", 1) else 1
        if self.group("{", ahead) is None and self.text(ahead) not in {"=>", "="}:
            return False
        self.at += ahead
        if self.text() in {"=>", "="}:
            self.at += 1
            value = self.expression()
            body: tuple[Node, ...] = (model.Return(self.region(start), value),)
        else:
            block = self.group("{")
            assert block is not None, "the accessor has a body"
            self.at += 1
            body = self.giving(read(self.source, block.items, self.depth + 1))
        if self.declared and word == "get" and ahead == 2:
            name = self.declared
            function = model.Function(self.region(start), name, (), body, self.as_static(start))
            found.append(model.Define(function.region, function))
        else:
            found.append(model.If(self.region(start), model.Unknown(self.source.region(start, start)), body))
        return True

    def _headed(self, start: int, found: list[Node]) -> bool:
        """`if (test) body`, or `if test { body }` where the test has no brackets of its own."""
        group = self.group("(", 1)
        test: Node
        if self.dialect.has_parenthesised_tests:
            if group is None:
                if self.group("{", 1) is None:
                    return False
                self.at += 1
                test = model.Unknown(self.source.region(start, start))
            else:
                self.at += 2
                inside = read(self.source, group.items, self.depth + 1)
                test = self._test(inside, found)
            self._body(start, test, found)
            return True
        place = self._place_of_body()
        self.at += 1
        if not place:
            return True
        head = list(self.items[self.at : self.at + place - 1])
        self.at += place - 1
        test = self._test(read(self.source, head, self.depth + 1), found)
        self._body(start, test, found)
        return True

    def _test(self, inside: tuple[Node, ...], found: list[Node]) -> Node:
        """The last of the statements in a head is its test; those before it come first."""
        found += inside[:-1]
        match inside[-1:]:
            case (model.Evaluate(value=test),):
                return test
            case (model.Bind() as bind,):
                found.append(bind)
        return model.Unknown(self.source.region(self.start(), self.start()))

    def _place_of_body(self) -> int:
        """How far ahead the braces of a branch are; 0 if there are none."""
        for ahead in range(1, _LONGEST_HEAD):
            item = self.peek(ahead)
            if item is None:
                return 0
            if self.group("{", ahead):
                return ahead
            if item.is_first and self.items[self.at + ahead - 1].text not in {",", "&&", "||", "&", ";"}:
                return 0
        return 0

    def _body(self, start: int, test: Node, found: list[Node]) -> None:
        block = self.group("{")
        if block is not None:
            self.at += 1
            body = read(self.source, block.items, self.depth + 1)
        else:
            inner: list[Node] = []
            if self.at < self.end and self.depth <= DEEPEST:
                self.depth += 1
                self.statement(inner)
                self.depth -= 1
            body = tuple(inner)
        found.append(model.If(self.region(start), test, body))

    # --- what definitions need ------------------------------------------------------------------------------------

    def giving(self, body: tuple[Node, ...]) -> tuple[Node, ...]:
        """The body of a function, its last expression its result where the language has it so."""
        return giving_last(body) if self.dialect.gives_last else body

    def as_static(self, start: int) -> tuple[Node, ...]:
        """The decorator that says that a method has no parameter for its object."""
        return (model.Name(self.source.region(start, start), "staticmethod"),) if self.owner is not None else ()
