"""Which service shares which key: a picture, and the same as a table."""

from collections.abc import Mapping, Sequence

from sup_lint.engine.checklist import identity_of
from sup_lint.engine.wording import count, listing
from sup_lint.model.inventory import Service
from sup_lint.reporters.html.keys import name_of
from sup_lint.reporters.html.markup import Child, Markup, element, joined, shortened

_WIDTH = 960
_NODE_WIDTH, _NODE_HEIGHT, _ROW = 370, 44, 58
_TEXT_CELLS = 44
_GAP = 14

Node = tuple[str, str]


def services_section(services: Sequence[Service]) -> tuple[str, str, Markup] | None:
    """The section, or None without services."""
    if not services:
        return None
    return "services", "Services and their keys", joined([_figure(services), _table(services)])


def users_by_identity(services: Sequence[Service]) -> dict[str, list[Node]]:
    """By what they take their key from, the services by name and path; those of one key stand together."""
    users: dict[str, list[Node]] = {}
    for service in services:
        identity = identity_of(service)
        if identity and (service.name, service.path) not in users.setdefault(identity, []):
            users[identity].append((service.name, service.path))
    return users


def _figure(services: Sequence[Service]) -> Markup | None:
    users = users_by_identity(services)
    if not users:
        return None
    labels = {identity_of(service): _identity(service) for service in reversed(services)}
    nodes = list(dict.fromkeys(node for group in users.values() for node in group))
    rows = {node: number for number, node in enumerate(nodes)}
    wanted = {identity: sum(rows[node] for node in group) / len(group) for identity, group in users.items()}
    heights = _spread(wanted)
    lines: list[Child] = []
    boxes: list[Child] = [
        _box(0, rows[node] * _ROW, shortened(node[0], _TEXT_CELLS), shortened(node[1], _TEXT_CELLS), "service")
        for node in nodes
    ]
    for identity, group in users.items():
        style = "shared" if len({name for name, _ in group}) > 1 else "own"
        y = round(heights[identity] * _ROW)
        lines += [_line(rows[node] * _ROW, y, style) for node in group]
        first, second = labels[identity]
        shown = f"{second}{', ' * bool(second)}shared by {len(group)}" if style == "shared" else second
        boxes.append(_box(_WIDTH - _NODE_WIDTH, y, shortened(first, _TEXT_CELLS), shortened(shown, _TEXT_CELLS), style))
    height = round(max(len(nodes) - 1, *heights.values()) * _ROW) + _NODE_HEIGHT
    svg = element(
        "svg",
        element("title", "Which service takes its key from where", id="services-title"),
        element("desc", _told(users, labels), id="services-desc"),
        *lines,
        *boxes,
        viewBox=f"-2 -2 {_WIDTH + 4} {height + 4}",
        role="img",
        aria_labelledby="services-title services-desc",
    )
    return element(
        "figure",
        element("div", svg, class_="scroll", tabindex=0, role="group", aria_label="Picture, scrolls sideways"),
        element("figcaption", "Services on the left, what they take their key from on the right."),
    )


def _spread(wanted: Mapping[str, float]) -> dict[str, float]:
    """Rows near the wanted ones, each at least one below the other."""
    rows: dict[str, float] = {}
    last = -1.0
    for identity, row in sorted(wanted.items(), key=lambda pair: pair[1]):
        last = rows[identity] = max(row, last + 1)
    return rows


def _box(x: int, y: int, first: str, second: str, style: str) -> Markup:
    return element(
        "g",
        element("rect", x=x, y=y, width=_NODE_WIDTH, height=_NODE_HEIGHT, rx=8),
        element("text", first, x=x + _GAP, y=y + (19 if second else 27), class_="strong"),
        element("text", second, x=x + _GAP, y=y + 35, class_="label") if second else None,
        class_=f"node {style}",
    )


def _line(left: int, right: int, style: str) -> Markup:
    y1, y2 = left + _NODE_HEIGHT // 2, right + _NODE_HEIGHT // 2
    x1, x2 = _NODE_WIDTH, _WIDTH - _NODE_WIDTH
    middle = (x1 + x2) // 2
    return element("path", d=f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}", class_=f"edge {style}")


def _identity(service: Service) -> tuple[str, str]:
    """What a service takes its key from, on two lines."""
    if service.key is None:
        return service.source, ""
    return f"key {service.key.preview} {service.key.fingerprint[:8]}", service.source


def _told(users: Mapping[str, list[Node]], labels: Mapping[str, tuple[str, str]]) -> str:
    sentences = [
        f"{labels[identity][0]} serves {listing([name for name, _ in group], 20)}."
        for identity, group in list(users.items())[:20]
    ]
    return f"{' '.join(sentences)} The table below has every service."


def _table(services: Sequence[Service]) -> Markup:
    users = users_by_identity(services)
    columns = ("Service", "Defined in", "Takes its key from", "Key", "Shares it with")
    head = element("tr", *(element("th", word, scope="col") for word in columns))
    rows = []
    for service in services:
        names = dict.fromkeys(name for name, _ in users.get(identity_of(service), ()) if name != service.name)
        rows.append(
            element(
                "tr",
                element("th", service.name, scope="row"),
                element("td", element("code", service.path)),
                element("td", service.source or ("the key itself is written there" if service.key else "not known")),
                element("td", name_of(service.key) if service.key else "not known"),
                element("td", listing(tuple(names), 20) or "nobody"),
            )
        )
    caption = element("caption", f"{count(len(services), 'service')}, and what they take their keys from")
    table = element("table", caption, element("thead", head), element("tbody", *rows))
    return element(
        "details",
        element("summary", "The services as a table"),
        element("div", table, class_="scroll", tabindex=0, role="group", aria_label="Table, scrolls sideways"),
        open=True,
        data_folds=True,
    )
