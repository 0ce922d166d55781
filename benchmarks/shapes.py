"""Made-up modules that are hard to follow: the key passed on and logged, in shapes where a careless look never ends."""

from collections.abc import Callable, Iterator

HEAD = "import logging\nimport os\n\nlog = logging.getLogger(__name__)\n"
READ = 'os.environ["SUPERTONE_API_KEY"]'


def calling_the_next(count: int) -> Iterator[str]:
    """Functions that each log the key and call the next one."""
    for number in range(count):
        yield f"def f{number}(api_key):\n    log.debug('in {number}: %s', api_key)\n    return f{number + 1}(api_key)"
    yield f"def f{count}(api_key):\n    return api_key\nlog.info(f0({READ}))"


def calling_all(count: int) -> Iterator[str]:
    """Functions that each call every other one."""
    calls = "\n".join(f"    f{number}(api_key, depth)" for number in range(count))
    for number in range(count):
        yield f"def f{number}(api_key, depth):\n    log.debug(api_key)\n{calls}\n    return api_key"
    yield f"f0({READ}, 3)"


def calling_one(count: int) -> Iterator[str]:
    """One function that is called from everywhere, each time with another text beside the key."""
    yield "def send(api_key, text):\n    log.debug('%s %s', api_key, text)\n    return text"
    for number in range(count):
        yield f"def f{number}(api_key):\n    return send(api_key, 'text {number}')"
    yield f"f0({READ})"


def setting_headers(count: int) -> Iterator[str]:
    """A mapping of headers that is changed and looked at in turn."""
    yield f"headers = {{'x-sup-api-key': {READ}}}"
    for number in range(count):
        yield f"headers['x-{number}'] = 'value {number}'\nlog.debug(headers['x-{number // 2}'])"
    yield "log.info(headers)"


def copying_headers(count: int) -> Iterator[str]:
    """A mapping of headers that is copied again and again."""
    yield f"headers = {{'x-sup-api-key': {READ}}}"
    yield from ["headers = dict(headers)"] * count
    yield "log.info(headers)"


def adding_to_itself(count: int) -> Iterator[str]:
    """Lists and texts that double with each line."""
    yield f"key = {READ}\nparts = [key]\ntext = key"
    yield from ["parts = parts + parts\nparts = [*parts, *parts]\ntext = text + text\ntext = f'{text}{text}'"] * count
    yield "log.info(parts)\nlog.info(text)"


def client_code(count: int) -> Iterator[str]:
    """What clients usually look like, and a great deal of it: twenty lines and two log calls each."""
    yield "import requests\nfrom supertone import Supertone"
    for number in range(count):
        yield f'''
class Client{number}:
    """Speaks chapter {number}."""

    def __init__(self, api_key=None, timeout=30):
        self.api_key = api_key or {READ}
        self.timeout = timeout
        self.session = requests.Session()
        self.session.headers["x-sup-api-key"] = self.api_key
        self.attempts = 0

    def speak(self, voice, text):
        log.info("speaking %d characters with %s", len(text), voice)
        self.attempts += 1
        reply = self.session.post(f"https://supertoneapi.com/v1/{{voice}}", json={{"text": text}}, timeout=self.timeout)
        if reply.status_code != 200:
            log.warning("attempt %d failed: %s", self.attempts, reply.text)
            return None
        return reply.content
'''


def nesting(count: int) -> Iterator[str]:
    """Containers in containers."""
    yield f"held = {'[' * count}{READ}{']' * count}\nlog.info(held)"
    yield f"mapped = {'{1: ' * count}{READ}{'}' * count}\nlog.info(mapped)"


def inheriting(count: int) -> Iterator[str]:
    """Classes that each inherit from the one before."""
    yield "class C0:\n    def __init__(self, api_key):\n        self.api_key = api_key"
    for number in range(1, count):
        yield (
            f"class C{number}(C{number - 1}):\n    def __init__(self, api_key):\n        super().__init__(api_key)\n"
            f"    def show{number}(self):\n        log.debug('%s', self.api_key)"
        )
    yield f"C{count - 1}({READ}).show1()"


def decorating(count: int) -> Iterator[str]:
    """Functions below decorators that hand on what they are given."""
    for number in range(count):
        yield (
            f"def d{number}(function):\n    def inner(*args, **kwargs):\n        log.debug('%s', args)\n"
            "        return function(*args, **kwargs)\n    return inner"
        )
    yield "\n".join(f"@d{number}" for number in range(count)) + "\ndef send(api_key):\n    return api_key"
    yield f"log.info(send({READ}))"


def generating(count: int) -> Iterator[str]:
    """Generators that delegate to each other."""
    for number in range(count):
        first, second = (number + 1) % count, (number * 7 + 3) % count
        yield (
            f"def g{number}(api_key):\n    yield api_key\n    yield from g{first}(api_key)\n"
            f"    yield from g{second}(api_key)\n    for each in g{second}(api_key):\n        log.debug(each)"
        )
    yield f"for each in g0({READ}):\n    log.info(each)"


SHAPES: dict[str, tuple[Callable[[int], Iterator[str]], int]] = {
    "a chain of calls": (calling_the_next, 5000),
    "all call all": (calling_all, 70),
    "one is called by all": (calling_one, 5000),
    "headers set 500 times": (setting_headers, 500),
    "headers copied 500 times": (copying_headers, 500),
    "doubling": (adding_to_itself, 100),
    "20 000 lines of clients": (client_code, 1000),
    "nesting": (nesting, 90),
    "a chain of classes": (inheriting, 200),
    "300 decorators": (decorating, 300),
    "generators": (generating, 60),
}


def shape(name: str, *, quick: bool) -> str:
    """The module of a shape; `quick` gives a tenth of it."""
    make, count = SHAPES[name]
    return HEAD + "\n".join(make(count // 10 if quick else count)) + "\n"
