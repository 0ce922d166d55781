"""The terminal, warnings and debugging prints as sinks, and functions that are handed on."""

from pathlib import Path

import pytest

from tests.analysis.sinking import Case, case

OUT = "standard output: k"
ERR = "standard error: k"
LOGGER = "import logging\nlogger = logging.getLogger(__name__)\n"

CASES = {
    "print": case("print(k)\n", OUT),
    "print several": case("print('x', k, *rest, sep=a, end=b)\n", "standard output: 'x', k, rest, a, b"),
    "print nothing": case("print()\n"),
    "print to standard error": case("import sys\nprint(k, file=sys.stderr)\n", ERR),
    "print to a stream of a name": case("from sys import stderr\nprint(k, file=stderr)\n", ERR),
    "print to an unknown stream": case("print(k, file=self.stderr)\n", ERR),
    "print to no stream": case("print(k, file=None)\n", OUT),
    "print flushed": case("print(k, flush=True)\n", OUT),
    "print to text": case("import io\nout = io.StringIO()\nprint(k, file=out)\n"),
    "print to an unknown file": case("def f(handle):\n    print(k, file=handle)\n"),
    "builtins": case("import builtins\nbuiltins.print(k)\n", OUT),
    "another name": case("say = print\nsay(k)\n", OUT),
    "as a default": case("def f(k, say=print):\n    say(k)\n", OUT),
    "own print": case("def print(k):\n    pass\nprint(k)\n"),
    "in a lambda": case("f = lambda: print(k)\n", OUT),
    "in a comprehension": case("[print(k) for k in keys]\n", OUT),
    "in a decorator": case("@f(print(k))\ndef g():\n    pass\n", OUT),
    "within a print": case("import sys\nsys.exit(print(k))\n", "standard error: print(k)", OUT),
    "pprint": case("from pprint import pprint\npprint(k)\n", OUT),
    "pprint module": case("import pprint\npprint.pprint(k, indent=2)\npprint.pp(k)\n", OUT, OUT),
    "pprint to a stream": case("import sys, pprint\npprint.pprint(k, stream=sys.stderr)\n", ERR),
    "pprint printer": case("import pprint\npp = pprint.PrettyPrinter(indent=2)\npp.pprint(k)\n", OUT),
    "pformat": case("import pprint\ntext = pprint.pformat(k)\n"),
    "rich print": case("from rich import print\nprint(k)\n", OUT),
    "rich print as": case("from rich import print as rprint\nrprint(k)\n", OUT),
    "rich json": case("import rich\nrich.print_json(data=k)\n", OUT),
    "rich inspect": case("from rich import inspect\ninspect(k, methods=True)\n", "standard output: k!"),
    "inspect of Python": case("import inspect\ninspect.signature(k)\n"),
    "rich console": case(
        "from rich.console import Console\nconsole = Console()\nconsole.print(k)\nconsole.log(k)\n"
        "console.print_json(k)\nconsole.out(k)\nconsole.rule(k)\nconsole.status(k)\nconsole.input(k)\n",
        *[OUT] * 7,
    ),
    "rich console at once": case("from rich.console import Console\nConsole(stderr=True).print(k)\n", OUT),
    "rich console, unknown": case("self.console.print(k)\n", OUT),
    "rich console, annotated": case("from rich.console import Console\ndef f(c: Console):\n    c.print(k)\n", OUT),
    "rich console, optional": case(
        "from rich.console import Console\ndef f(c: Console | None = None):\n    c.print(k)\n", OUT
    ),
    "rich table": case("from rich.table import Table\ntable = Table()\ntable.add_row('x', k)\n"),
    "click": case("import click\nclick.echo(k)\nclick.secho(k, fg='red')\nclick.echo_via_pager(k)\n", OUT, OUT, OUT),
    "click to standard error": case("import click\nclick.echo(k, err=True)\n", ERR),
    "click to a stream": case("import click, sys\nclick.echo(k, file=sys.stderr)\n", ERR),
    "click prompts": case(
        "import click\nclick.confirm(k)\nclick.prompt('x', default=k)\n", OUT, "standard output: 'x', k"
    ),
    "click style": case("import click\nclick.style(k)\n"),
    "typer": case("import typer\ntyper.echo(k)\ntyper.secho(k)\n", OUT, OUT),
    "tqdm": case("from tqdm import tqdm\ntqdm.write(k)\n", OUT),
    "tqdm bar": case(
        "from tqdm.auto import tqdm\nbar = tqdm(items, desc=k)\nbar.set_description(k)\nbar.set_postfix(key=k)\n"
        "bar.set_postfix({'k': k})\nbar.set_postfix_str(k)\n",
        ERR,
        ERR,
        ERR,
        "standard error: {'k': k}",
        ERR,
    ),
    "tqdm loop": case("from tqdm import tqdm\nwith tqdm(items) as t:\n    t.set_postfix(key=k)\n", ERR),
    "termcolor": case("from termcolor import cprint\ncprint(k, 'red')\n", OUT),
    "colorama": case("from colorama import Fore\nprint(Fore.RED + k)\n", "standard output: Fore.RED + k"),
    "prompt_toolkit": case("from prompt_toolkit import print_formatted_text\nprint_formatted_text(k)\n", OUT),
    "questionary": case("import questionary\nquestionary.print(k)\n", OUT),
    "stdout": case("import sys\nsys.stdout.write(k)\nsys.stdout.writelines(ks)\n", OUT, "standard output: ks"),
    "stderr": case("import sys\nsys.stderr.write(k)\n", ERR),
    "buffer": case("import sys\nsys.stdout.buffer.write(k.encode())\n", "standard output: k.encode()"),
    "original": case("import sys\nsys.__stdout__.write(k)\nsys.__stderr__.write(k)\n", OUT, ERR),
    "imported stream": case("from sys import stdout\nstdout.write(k)\n", OUT),
    "method of a stream": case("import sys\nwrite = sys.stdout.write\nwrite(k)\n", OUT),
    "stream in a name": case("import sys\nout = sys.stdout\nout.write(k)\n", OUT),
    "Django command": case(
        "from django.core.management.base import BaseCommand\nclass Command(BaseCommand):\n    def handle(self):\n"
        "        self.stdout.write(k)\n        self.stderr.write(k)\n",
        OUT,
        ERR,
    ),
    "standard input of a process": case("process.stdin.write(k)\n"),
    "descriptor": case("import os\nos.write(1, k)\nos.write(2, k)\nos.write(fd, k)\n", OUT, ERR),
    "descriptor of a stream": case("import os, sys\nos.write(sys.stderr.fileno(), k)\n", ERR),
    "exit": case("import sys\nsys.exit(k)\n", ERR),
    "exit imported": case("from sys import exit\nexit(k)\n", ERR),
    "exit of the shell": case("exit(k)\nquit(k)\n", ERR, ERR),
    "parser": case(
        "import argparse\nparser = argparse.ArgumentParser()\nparser.error(k)\nparser.exit(1, k)\n", ERR, ERR
    ),
    "parser, unknown": case("def f(parser):\n    parser.error(k)\n", ERR),
    "parser of the project": case(
        "import argparse\nclass P(argparse.ArgumentParser):\n    def f(self, k):\n        self.error(k)\n", ERR
    ),
    "input": case("input(k)\n", OUT),
    "getpass": case("import getpass\ngetpass.getpass(k)\n", "the terminal: k"),
    "warning": case("import warnings\nwarnings.warn(k)\n", "a warning: k"),
    "warning imported": case("from warnings import warn\nwarn(k, UserWarning, stacklevel=2)\n", "a warning: k"),
    "warning as an object": case("import warnings\nwarnings.warn(UserWarning(k))\n", "a warning: UserWarning(k)"),
    "warning explicit": case("import warnings\nwarnings.warn_explicit(k, UserWarning, 'f', 1)\n", "a warning: k"),
    "icecream": case("from icecream import ic\nic(k)\n", ERR),
    "icecream installed": case("ic('x', k)\n", "standard error: 'x', k"),
    "icecream format": case("from icecream import ic\nic.format(k)\n"),
    "devtools": case("from devtools import debug\ndebug(k, key=k)\n", "standard output: k, k"),
    "traceback": case("import traceback\ntraceback.print_exc()\n", "standard error + caught"),
    "traceback of one": case("import traceback\ntraceback.print_exception(e)\n", "standard error: e"),
    "traceback of three": case(
        "import sys, traceback\ntraceback.print_exception(*sys.exc_info())\n", "standard error: sys.exc_info() + caught"
    ),
    "traceback printed": case(
        "import traceback\nprint(traceback.format_exc())\n", "standard output: traceback.format_exc() + caught"
    ),
    "traceback as text only": case("import traceback\ntext = traceback.format_exc()\n"),
    "traceback to a file": case(
        "import traceback\nwith open('x.log', 'w') as f:\n    traceback.print_exc(file=f)\n", "the file x.log + caught"
    ),
    "debuggers": case("import faulthandler\nfaulthandler.enable()\nbreakpoint()\n"),
}

HANDED = {
    "to_thread": case(
        LOGGER + "import asyncio\nasync def f():\n    await asyncio.to_thread(logger.info, k)\n", "a log: k"
    ),
    "call_soon": case("loop.call_soon(print, k)\n", OUT),
    "call_later": case("loop.call_later(1, print, k)\n", OUT),
    "submit": case("executor.submit(print, k)\n", OUT),
    "run_in_executor": case("loop.run_in_executor(None, print, k)\n", OUT),
    "map": case("list(map(print, keys))\n", "standard output: keys"),
    "map of a logger": case(LOGGER + "pool.map(logger.info, keys)\n", "a log: keys"),
    "Thread": case(
        LOGGER + "from threading import Thread\nThread(target=logger.info, args=('x %s', k)).start()\n",
        "a log: 'x %s', k",
    ),
    "Thread with keywords": case(
        "import threading\nthreading.Thread(target=print, args=[a], kwargs={'end': k})\n", "standard output: a, k"
    ),
    "Thread with unknown arguments": case("Thread(target=print, args=given)\n", "standard output: given"),
    "Timer": case("import threading\nthreading.Timer(1, print, [k]).start()\n", OUT),
    "Timer with keywords": case("from threading import Timer\nTimer(interval=1, function=print, args=[k])\n", OUT),
    "atexit": case("import atexit\natexit.register(print, k)\n", OUT),
    "apply_async": case("pool.apply_async(print, (k,))\n", OUT),
    "partial": case("import functools\nf = functools.partial(print, k)\n", OUT),
    "method under a name": case(LOGGER + "tell = logger.info\nexecutor.submit(tell, k)\n", "a log: k"),
    "getattr": case(LOGGER + "executor.submit(getattr(logger, level), k)\n", "a log: k"),
    "lambda": case("executor.submit(lambda: print(k))\n", OUT),
    "own function": case("def f(k):\n    pass\nexecutor.submit(f, k)\n"),
    "other function": case("executor.submit(send, k)\n"),
    "as a key": case("sorted(keys, key=print)\n"),
}


@pytest.mark.parametrize("name", CASES)
def test_printing(tmp_path: Path, name: str) -> None:
    CASES[name].check(tmp_path)


@pytest.mark.parametrize("name", HANDED)
def test_handed_on(tmp_path: Path, name: str) -> None:
    HANDED[name].check(tmp_path)


def test_what_is_handed_on_is_the_expression_itself(tmp_path: Path) -> None:
    Case("import threading\nthreading.Timer(1, print, [*keys, k])\n", ("standard output: keys, k",)).check(tmp_path)
