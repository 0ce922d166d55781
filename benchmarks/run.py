"""`python benchmarks/run.py`: sup-lint and its peers side by side, in one run on one machine."""

import argparse
import multiprocessing
import os
import platform
import resource
import statistics
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from cases import CASES, Case, Field, Ground
from contestants import installed
from corpora import clean_environment
from findings import found
from measuring import Result, in_bytes, run_in_turn
from peers import versions

QUICK_RUNS = 3
PACKAGES = ("sup-lint", "click", "detect-secrets", "ruff", "bandit", "kingfisher-bin")


def main() -> int:
    """Measure the chosen cases and print a table for each; gives 1 if a contestant failed."""
    options = parse_arguments()
    if installed("sup-lint", None) is None:
        sys.exit("sup-lint is not installed here: pip install -e '.[bench]'")
    cases = [case for case in CASES if not options.only or case.name in options.only]
    print(machine(options.peers), flush=True)
    failed = False
    for case in cases:
        runs = options.runs or (min(QUICK_RUNS, case.runs) if options.quick else case.runs)
        failed |= measure(case, runs=runs, quick=options.quick, peers=options.peers)
    return int(failed)


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    names = [case.name for case in CASES]
    parser.add_argument("--quick", action="store_true", help="few runs, and small trees and files")
    parser.add_argument(
        "--only",
        action="append",
        choices=names,
        metavar="NAME",
        help=f"one of {', '.join(names)}; repeatable",
    )
    parser.add_argument("--runs", type=positive, metavar="N", help="counted runs of each contestant")
    parser.add_argument("--peers", type=folder, metavar="FOLDER", help="where `peers.py install FOLDER` put the peers")
    return parser.parse_args()


def folder(text: str) -> Path:
    """An argument that has to be a folder."""
    path = Path(text).resolve()
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"{text} is not a folder")
    return path


def positive(text: str) -> int:
    """An argument that has to be 1 or more."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def measure(case: Case, *, runs: int, quick: bool, peers: Path | None) -> bool:
    """Run one case and print its table; gives whether a contestant failed."""
    environment = clean_environment()
    with tempfile.TemporaryDirectory(prefix="sup-lint-benchmark-") as directory:
        field = prepared(case, Ground(Path(directory), environment, quick, peers))
        results = run_in_turn(field.contestants, Path(directory), environment, runs=runs)
        reports = [found(result, field.planted, Path(directory)) for result in results]
    print(f"\n{field.title}\n")
    print_table(results, reports)
    if field.absent:
        print(f"  not installed, left out: {', '.join(field.absent)}")
    sys.stdout.flush()
    return any(result.failure for result in results)


def prepared(case: Case, ground: Ground) -> Field:
    """Prepare a case in a process of its own, since contestants inherit the peak memory of this one."""
    with ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context("spawn")) as processes:
        return processes.submit(case.prepare, ground).result()


def print_table(results: Sequence[Result], reports: Sequence[str]) -> None:
    """One line for each contestant; ratios are those of the medians to the first one's."""
    print(f"  {'':26}{'median':>10}{'min – max':>24}{'ratio':>9}{'peak':>10}{'runs':>6}  found")
    reference = None
    for index, (result, report) in enumerate(zip(results, reports, strict=True)):
        name = f"  {result.contestant.name:26}"
        if result.failure:
            print(f"{name}failed: {result.failure}")
            continue
        seconds = [sample.seconds for sample in result.samples]
        median = statistics.median(seconds)
        if index == 0:
            reference = median
        spread = f"{duration(min(seconds))} – {duration(max(seconds))}"
        ratio = f"{median / reference:.2f}" if reference else "–"
        peak = shown_peak(max(sample.peak for sample in result.samples))
        took = duration(median)
        if result.cut:
            took, spread, ratio = f"> {result.contestant.limit:.0f} s", "cut", f"> {ratio}"
        print(f"{name}{took:>10}{spread:>24}{ratio:>9}{peak:>10}{len(seconds):>6}  {report}")


def duration(seconds: float) -> str:
    """A time in the unit that suits it."""
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


def shown_peak(size: int) -> str:
    """A peak in megabytes. A child starts with this process's own: up to there only a bound is known."""
    inherited = in_bytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    return f"{'< ' if size <= inherited else ''}{size / 1e6:.0f} MB"


def machine(peers: Path | None) -> str:
    """What the figures depend on."""
    known = {}
    for package in PACKAGES:
        with suppress(PackageNotFoundError):
            known[package] = version(package)
    if peers:
        known |= versions(peers)
    packages = ", ".join(f"{package} {number}" for package, number in known.items())
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs, {python}; {packages}"


if __name__ == "__main__":
    sys.exit(main())
