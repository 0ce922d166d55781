"""Coverage-guided fuzzing of all targets in turn, by atheris: `python -m tests.fuzz --minutes 5`."""

import argparse
import sys

from tests.fuzz.campaign import run
from tests.fuzz.targets import TARGETS


def main() -> int:
    """Parse the command line, fuzz, and tell: 1 if a law was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0, help="for all targets together (default: 1)")
    parser.add_argument("--target", action="append", choices=sorted(TARGETS), help="only this one; repeatable")
    parser.add_argument("--corpus", help="a folder that keeps what was found from one run to the next")
    parser.add_argument(
        "--crashes", default="crashes", help="the folder for inputs that break a law (default: crashes)"
    )
    parser.add_argument("--log", help="a file that a line for each target is added to")
    given = parser.parse_args()
    return run(given.target or list(TARGETS), given.minutes * 60, given.crashes, given.corpus, given.log)


if __name__ == "__main__":
    sys.exit(main())
