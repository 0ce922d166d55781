"""Loggers as sinks, in every way they are called."""

from pathlib import Path

import pytest

from tests.analysis.sinking import Case, case

IMPORT = "import logging\n"
LOGGER = "import logging\nlogger = logging.getLogger(__name__)\n"
LOGURU = "from loguru import logger\n"
STRUCTLOG = "import structlog\nlogger = structlog.get_logger()\n"

CASES = {
    "module": case(IMPORT + "logging.info(k)\n", "a log: k"),
    "module, all levels": case(
        IMPORT + "".join(f"logging.{level}(k)\n" for level in "debug warning warn error critical fatal".split()),
        *["a log: k"] * 6,
    ),
    "module, level given": case(IMPORT + "logging.log(logging.INFO, 'x %s', k)\n", "a log: 'x %s', k"),
    "renamed module": case("import logging as lg\nlg.info(k)\n", "a log: k"),
    "imported function": case("from logging import info\ninfo(k)\n", "a log: k"),
    "renamed function": case("from logging import info as say\nsay(k)\n", "a log: k"),
    "root": case("from logging import root\nroot.error(k)\n", "a log: k"),
    "logger": case(LOGGER + "logger.info('x %s %s', a, k)\n", "a log: 'x %s %s', a, k"),
    "joined": case(LOGGER + "logger.info(f'x {k}')\n", "a log: f'x {k}'"),
    "any name": case(IMPORT + "chronicle = logging.getLogger('x')\nchronicle.info(k)\n", "a log: k"),
    "no name": case(IMPORT + "logging.getLogger('x').info(k)\n", "a log: k"),
    "child": case(LOGGER + "logger.getChild('x').info(k)\n", "a log: k"),
    "child under a name": case(LOGGER + "book = logger.getChild('x')\nbook.info(k)\n", "a log: k"),
    "walrus": case(IMPORT + "(book := logging.getLogger()).info(k)\n", "a log: k"),
    "keyword": case(LOGGER + "logger.info(msg=k)\n", "a log: k"),
    "spread": case(LOGGER + "logger.info('x', *args)\n", "a log: 'x', args"),
    "spread of all": case(LOGGER + "logger.info(*args)\n", "a log: args"),
    "keywords spread": case(LOGGER + "logger.info('x', **options)\n", "a log: 'x', options?"),
    "keywords spelled": case(LOGGER + "logger.info('x', **{'extra': k})\n", "a log: 'x', k?"),
    "extra": case(LOGGER + "logger.info('x', extra={'k': k})\n", "a log: 'x', {'k': k}?"),
    "exc_info": case(LOGGER + "logger.error('x', exc_info=True)\n", "a log: 'x' + caught"),
    "exc_info of one": case(LOGGER + "logger.error('x', exc_info=err)\n", "a log: 'x', err"),
    "exc_info in a tuple": case(
        LOGGER + "logger.error('x', exc_info=(type(e), e, e.__traceback__))\n",
        "a log: 'x', type(e), e, e.__traceback__",
    ),
    "exc_info of sys": case(LOGGER + "import sys\nlogger.error('x', exc_info=sys.exc_info())\n", "a log: 'x' + caught"),
    "exc_info on condition": case(LOGGER + "logger.error('x', exc_info=verbose)\n", "a log: 'x' + caught"),
    "no exc_info": case(LOGGER + "logger.error('x', exc_info=False)\n", "a log: 'x'"),
    "stack": case(LOGGER + "logger.info('x', stack_info=True, stacklevel=2)\n", "a log: 'x'"),
    "exception": case(LOGGER + "logger.exception('x')\n", "a log: 'x' + caught"),
    "exception without": case(LOGGER + "logger.exception('x', exc_info=False)\n", "a log: 'x'"),
    "traceback as text": case(
        LOGGER + "import traceback\nlogger.error(traceback.format_exc())\n", "a log: traceback.format_exc() + caught"
    ),
    "method under a name": case(LOGGER + "log = logger.info\nlog(k)\n", "a log: k"),
    "method under any name": case(LOGGER + "tell = logger.info\ntell(k)\n", "a log: k"),
    "method of an unknown under a name": case("tell = app.logger.info\ntell(k)\n", "a log: k"),
    "method as an attribute": case(
        IMPORT + "class C:\n    def __init__(self):\n        self._tell = logging.getLogger().info\n"
        "    def f(self):\n        self._tell(k)\n",
        "a log: k",
    ),
    "method as a default": case(IMPORT + "def f(tell=logging.info):\n    tell(k)\n", "a log: k"),
    "level by name": case(LOGGER + "getattr(logger, 'info')(k)\n", "a log: k"),
    "level by unknown name": case(LOGGER + "getattr(logger, level)(k)\n", "a log: k"),
    "level by lower name": case(LOGGER + "getattr(logger, level.lower())('x %s', k)\n", "a log: 'x %s', k"),
    "level of an unknown": case("getattr(self.logger, level)(k)\n", "a log: k"),
    "level kept": case(LOGGER + "tell = getattr(logger, level)\ntell(k)\n", "a log: k"),
    "level of any name": case(IMPORT + "book = logging.getLogger()\ngetattr(book, self.level)(k)\n", "a log: k"),
    "level that isn't one": case("getattr(book, name)(k)\n"),
    "method as a class attribute": case(
        LOGGER + "class C:\n    tell = logger.info\n    def f(self):\n        self.tell(k)\n", "a log: k"
    ),
    "level out of a mapping": case(
        LOGGER + "{'a': logger.info, 'b': logger.error}[level](k)\n",
        "a log: k",
    ),
    "level out of a mapping kept": case(
        LOGGER + "TELL = {'a': logger.info, 'b': logger.error}\nTELL[level](k)\n",
        "a log: k",
    ),
    "level out of a mapping of unknowns": case(
        "def f(log):\n    tell = {'a': log.info, 'b': log.error}\n    tell[level](k)\n",
        "a log: k",
    ),
    "one or the other": case(LOGGER + "(logger.info if quiet else logger.error)(k)\n", "a log: k"),
    "adapter": case(
        LOGGER + "adapter = logging.LoggerAdapter(logger, {'k': k})\nadapter.info(a)\n", "a log: {'k': k}?", "a log: a"
    ),
    "adapter of the project": case(
        IMPORT + "class A(logging.LoggerAdapter):\n    def process(self, msg, kwargs):\n"
        "        return f'{self.extra} {msg}', kwargs\nadapter = A(None, {})\nadapter.info(k)\n",
        "a log: f'{self.extra} {msg}'",
        "a log: k",
    ),
    "formatter of the project": case(
        IMPORT + "class F(logging.Formatter):\n    def format(self, record):\n        return k + record.msg\n",
        "a log: k + record.msg",
    ),
    "subclass": case(IMPORT + "class L(logging.Logger):\n    pass\nbook = L('x')\nbook.info(k)\n", "a log: k"),
    "subclass, from inside": case(
        IMPORT + "class L(logging.Logger):\n    def tell(self, k):\n        self.info(k)\n        super().debug(k)\n",
        "a log: k",
        "a log: k",
    ),
    "own methods": case(
        "class L:\n    def info(self, k):\n        pass\nlogger = L()\nlogger.info(k)\n",
    ),
    "record": case(
        LOGGER + "logger.handle(logging.LogRecord('n', 20, 'p', 1, 'x %s', (k,), None))\n", "a log: 'x %s', k,?"
    ),
    "record made": case(LOGGER + "logger.makeRecord('n', 20, 'p', 1, m, (k,), None)\n", "a log: m, k,?"),
    "record of a mapping": case(IMPORT + "logging.makeLogRecord({'msg': k})\n", "a log: {'msg': k}?"),
    "partial": case(
        LOGGER + "from functools import partial\ntell = partial(logger.info, a)\ntell(k)\n", "a log: a", "a log: k"
    ),
    "partial of a level": case(
        LOGGER + "import functools\ntell = functools.partial(logger.log, 20)\ntell(k)\n", "a log: k"
    ),
    "partial called": case(LOGGER + "import functools\nfunctools.partial(logger.info)(k)\n", "a log: k"),
    "another module": case(
        {"main.py": "from logs import book\nbook.info(k)\n", "logs.py": LOGGER + "book = logger\n"}, "a log: k"
    ),
    "own function": case(LOGGER + "def info(k):\n    logger.info(k)\ninfo(k)\n", "a log: k"),
    "function that gives a logger": case(
        IMPORT + "def make(name):\n    return logging.getLogger(name)\nmake('x').info(k)\n", "a log: k"
    ),
    "either library": case(
        "try:\n    from loguru import logger\nexcept ImportError:\n    import logging\n"
        "    logger = logging.getLogger()\nlogger.info(k)\n",
        "a log: k",
    ),
    "none at first": case(
        "import logging\nbook = None\ndef start():\n    global book\n    book = logging.getLogger()\n"
        "def f():\n    book.info(k)\n",
        "a log: k",
    ),
    "loguru": case(LOGURU + "logger.success('x {}', k)\n", "a log: 'x {}', k"),
    "loguru, by name": case(LOGURU + "logger.info('x {k}', k=k, a=a)\n", "a log: 'x {k}', k, a?"),
    "loguru, level": case(LOGURU + "logger.log('INFO', k)\n", "a log: k"),
    "loguru opt": case(LOGURU + "logger.opt(lazy=True).info('x {}', lambda: k)\n", "a log: 'x {}', k"),
    "loguru opt exception": case(LOGURU + "logger.opt(exception=True).info(k)\n", "a log: k", "a log + caught"),
    "loguru bind": case(LOGURU + "logger.bind(k=k).info(a)\n", "a log: a", "a log: k?"),
    "loguru contextualize": case(
        LOGURU + "with logger.contextualize(k=k):\n    logger.trace(a)\n", "a log: k?", "a log: a"
    ),
    "loguru patch": case(LOGURU + "logger.patch(f).info(a)\n", "a log: a"),
    "loguru exception": case(LOGURU + "logger.exception('x')\n", "a log: 'x' + caught"),
    "loguru catch": case(LOGURU + "@logger.catch\ndef f():\n    pass\n", "a log + caught"),
    "loguru catch called": case(LOGURU + "with logger.catch(message='x'):\n    f()\n", "a log: 'x' + caught"),
    "structlog": case(STRUCTLOG + "logger.info('x', key=k)\n", "a log: 'x', k"),
    "structlog async": case(STRUCTLOG + "async def f():\n    await logger.ainfo('x', key=k)\n", "a log: 'x', k"),
    "structlog msg": case(STRUCTLOG + "logger.msg('x', **d)\n", "a log: 'x', d"),
    "structlog bind": case(STRUCTLOG + "log = logger.bind(key=k)\nlog.info('x')\n", "a log: k", "a log: 'x'"),
    "structlog new": case(STRUCTLOG + "logger.new(key=k)\n", "a log: k"),
    "structlog initial": case("import structlog\nstructlog.get_logger('x', key=k)\n", "a log: k"),
    "structlog stdlib": case(
        "import structlog\nbook = structlog.stdlib.get_logger()\nbook.warning('x', k)\n", "a log: 'x', k"
    ),
    "structlog try_unbind": case(STRUCTLOG + "logger.try_unbind('a').info('x', key=k)\n", "a log: 'x', k"),
    "structlog contextvars": case(
        "from structlog.contextvars import bind_contextvars, bound_contextvars\nbind_contextvars(key=k)\n"
        "with bound_contextvars(key=k):\n    pass\n",
        "a log: k",
        "a log: k",
    ),
    "structlog exception": case(STRUCTLOG + "logger.exception('x', key=k)\n", "a log: 'x', k + caught"),
    "eliot": case("from eliot import log_message\nlog_message(message_type='x', key=k)\n", "a log: 'x', k"),
    "eliot action": case("import eliot\nwith eliot.start_action(action_type='x', key=k):\n    pass\n", "a log: 'x', k"),
    "logbook": case("from logbook import Logger\nbook = Logger('x')\nbook.notice('x {}', k)\n", "a log: 'x {}', k"),
    "absl": case("from absl import logging\nlogging.info('x %s', k)\n", "a log: 'x %s', k"),
    "absl level": case("from absl import logging\nlogging.log(logging.INFO, 'x %s', k)\n", "a log: 'x %s', k"),
    "logfire": case("import logfire\nlogfire.info('x {k}', k=k)\n", "Logfire: 'x {k}', k"),
    "logfire span": case(
        "import logfire\nwith logfire.span('x', key=k) as span:\n    span.set_attribute('a', k)\n",
        "Logfire: 'x', k",
        "Logfire: 'a', k",
    ),
    "aiologger": case(
        "from aiologger import Logger\nbook = Logger.with_default_handlers()\nawait book.info(k)\n", "a log: k"
    ),
    "picologging": case("import picologging\npicologging.getLogger().info(k)\n", "a log: k"),
    "twisted": case("from twisted.logger import Logger\nbook = Logger()\nbook.info('{k}', k=k)\n", "a log: '{k}', k"),
    "twisted of old": case("from twisted.python import log\nlog.msg(k)\nlog.err(k)\n", "a log: k", "a log: k"),
    "celery": case(
        "from celery.utils.log import get_task_logger\nbook = get_task_logger(__name__)\nbook.info(k)\n", "a log: k"
    ),
    "prefect": case("from prefect import get_run_logger\nget_run_logger().info(k)\n", "a log: k"),
    "airflow": case(
        "from airflow.models import BaseOperator\nclass O(BaseOperator):\n    def execute(self, context):\n"
        "        self.log.info('x %s', k)\n",
        "a log: 'x %s', k",
    ),
    "dagster": case("def f(context):\n    context.log.info(k)\n", "a log: k"),
    "powertools": case(
        "from aws_lambda_powertools import Logger\nlogger = Logger()\nlogger.append_keys(key=k)\n"
        "logger.info('x', key=k)\n",
        "a log: k",
        "a log: 'x', k",
    ),
    "google": case(
        "from google.cloud import logging\nbook = logging.Client().logger('x')\nbook.log_text(k)\n"
        "book.log_struct({'k': k})\n",
        "a log: k",
        "a log: {'k': k}",
    ),
    "syslog": case("import syslog\nsyslog.syslog(k)\n", "the system's log: k"),
    "journal": case("from systemd import journal\njournal.send('x', KEY=k)\n", "the system's log: 'x', k"),
    "lightning": case(
        "import lightning as L\nclass M(L.LightningModule):\n    def f(self):\n        self.log('x', k)\n",
        "a log: 'x', k",
    ),
    "function called log": case("from app.logs import log\nlog(f'x {k}')\n", "a log: f'x {k}'"),
    "parameter called log": case("def f(log):\n    log(k)\n", "a log: k"),
}

# Receivers of which only the name is known.
RECEIVERS = """
    logger self.logger self._log app.logger current_app.logger request.app.logger ctx.log LOGGER log_ _logger LOG
    self.get_logger() appLogger access_log loggers[name] self.loggers['x'] logger.opt(colors=True) log2 rootLogger
    (logger or default) syslog
""".replace("(logger or default)", "").split()

# Receivers and functions that are called alike.
ALIKE = {
    "math": "import math\nmath.log(k)\n",
    "imported": "from math import log\nlog(k)\n",
    "numpy": "import numpy as np\nnp.log(k)\nnp.log10(k)\n",
    "torch": "import torch\ntorch.log(k)\n",
    "tensor": "def f(x):\n    return x.log(k)\n",
    "blog": "blog.info(k)\n",
    "blogger": "blogger.info(k)\n",
    "catalog": "catalog.info(k)\n",
    "dialog": "dialog.error(k)\n",
    "changelog": "changelog.warn(k)\n",
    "backlog": "self.backlog.info(k)\n",
    "git": "git.log(k)\n",
    "git imported": "import git\ngit.Repo('.').git.log(k)\n",
    "git module": "import git\ngit.log(k)\n",
    "response": "response.error(k)\nresponse.info(k)\n",
    "other methods": LOGGER
    + "logger.setLevel(k)\nlogger.addHandler(k)\nlogging.getLogger(k)\nlogger.isEnabledFor(k)\n",
    "configuration": IMPORT + "logging.basicConfig(level=k)\nlogging.config.dictConfig(k)\n",
    "loguru add": LOGURU + "logger.add(k)\nlogger.remove(k)\n",
    "own function": "def log(k):\n    return k\nlog(k)\n",
    "own method": "class C:\n    def log(self, k):\n        return k\n    def f(self):\n        self.log(k)\n",
    "text": "'x'.error(k)\n",
}


@pytest.mark.parametrize("name", CASES)
def test_loggers(tmp_path: Path, name: str) -> None:
    CASES[name].check(tmp_path)


@pytest.mark.parametrize("receiver", RECEIVERS)
def test_unknown_receivers(tmp_path: Path, receiver: str) -> None:
    Case(f"def f(logger, ctx, name):\n    {receiver}.info(k)\n", ("a log: k",)).check(tmp_path)


@pytest.mark.parametrize("name", ALIKE)
def test_alike(tmp_path: Path, name: str) -> None:
    Case(ALIKE[name], ()).check(tmp_path)
