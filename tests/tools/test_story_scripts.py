"""The JavaScript and TypeScript of the stories is what a compiler takes, not just text."""

import subprocess
from pathlib import Path

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
SCRIPTS = sorted(
    path for path in FIXTURES.rglob("*") if path.suffix in {".js", ".jsx", ".mjs", ".ts", ".tsx"} and path.is_file()
)


def test_esbuild_takes_every_script(node_modules: Path, tmp_path: Path) -> None:
    assert len(SCRIPTS) > 50
    scripts = (str(path.relative_to(FIXTURES)) for path in SCRIPTS)
    options = ("--outbase=.", f"--outdir={tmp_path}", "--jsx=automatic", "--loader:.js=jsx", "--log-level=warning")
    command = ("node", str(node_modules / "esbuild/bin/esbuild"), *scripts, *options)
    run = subprocess.run(command, cwd=FIXTURES, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
