"""A campaign: each target fuzzed for its share of the time in a process of its own, what it found counted and kept."""

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.fuzz.corpus import SEEDS, examples
from tests.fuzz.worker import TOO_SLOW

_MOST_FAILURES = 20
# Room for what recurses as deep as its input nests.
_STACK = 512 << 20
_WORDS = """
@KEY@ supertone Supertone SUPERTONE_API_KEY x-sup-api-key supertoneapi.com api_key apiKey os.environ process.env
import from require headers logging console.log print( print logger fetch( requests. async await def function class
return lambda try except raise \\x02 \\x03 \\x00\\x00 \\" ' ` \\"\\"\\" ${ {{ }} <% %> <script> </script> ``` # // /* */ <!-- -->
[tool.sup-lint] select ignore sup-lint: ignore[ VITE_ NEXT_PUBLIC_ define: services: environment: ENV ARG env: secrets
sourceMappingURL= AGFzbQ PK\\x03\\x04 PK\\x01\\x02 PK\\x05\\x06 ustar mappings sourcesContent version files offset size
""".split()


def run(targets: list[str], seconds: float, crashes: str, corpus: str | None, log: str | None) -> int:
    """Fuzz the targets; 1 if any input broke a law, which then lies in the folder `crashes` beside its traceback."""
    folder = Path(crashes)
    folder.mkdir(parents=True, exist_ok=True)
    before = set(folder.iterdir())
    resource.setrlimit(resource.RLIMIT_STACK, (_STACK, resource.getrlimit(resource.RLIMIT_STACK)[1]))
    with tempfile.TemporaryDirectory() as scratch:
        for target in targets:
            kept = Path(corpus or scratch) / target
            kept.mkdir(parents=True, exist_ok=True)
            first = Path(scratch) / f"{target}-examples"
            first.mkdir()
            for place, example in enumerate(examples(target)):
                (first / str(place)).write_bytes(example)
            _fuzz(target, seconds / len(targets), folder, [kept, SEEDS / target, first], log)
    broken = sorted(set(folder.iterdir()) - before)
    for path in broken:
        if path.suffix == ".txt":
            sys.stdout.write(f"{path}:\n{path.read_text(encoding='utf-8')}\n")
    return 1 if broken else 0


def _fuzz(target: str, seconds: float, crashes: Path, corpora: list[Path], log: str | None) -> None:
    """Fuzz one target, again and again if its process ends early: an input may take it down, or the time of it."""
    lines = (f'"{word}"\n' for word in dict.fromkeys(_WORDS) if word.count('"') == word.count('\\"'))
    words = corpora[-1].with_suffix(".dict")
    words.write_text("".join(lines), encoding="utf-8")
    started = time.monotonic()
    executed = failures = 0
    while (left := seconds - (time.monotonic() - started)) > 0.5:
        command = [
            *(sys.executable, "-m", "tests.fuzz.worker", target, str(crashes)),
            *(*map(str, corpora), f"-max_total_time={max(1, round(left))}", "-max_len=4096"),
            *(f"-dict={words}", "-timeout=100", "-rss_limit_mb=4096", f"-artifact_prefix={crashes}/{target}-"),
            *("-print_final_stats=1", "-verbosity=1"),
        ]
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace", check=False)
        told = re.findall(r"^#(\d+)\t", done.stderr, re.MULTILINE) or ["0"]
        counted = re.search(r"number_of_executed_units: (\d+)", done.stderr)
        executed += int(counted[1] if counted else told[-1])
        if done.returncode not in (0, TOO_SLOW):
            tail = crashes / f"{target}-process-{failures}.txt"
            tail.write_text(done.stderr[-3_000:], encoding="utf-8")
            failures += 1
            if failures == _MOST_FAILURES:
                break
    spent = time.monotonic() - started
    line = f"{time.strftime('%H:%M:%S')} {target}: {executed:,} inputs in {spent / 60:.1f} minutes"
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
    if log:
        with open(log, "a", encoding="utf-8") as file:
            file.write(f"{line}\n")
