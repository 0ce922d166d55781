"""`sup-lint server` before an editor is there."""

import socket
import sys

import pytest
from click.testing import CliRunner

from sup_lint.cli.main import main


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "pygls" or "sup_lint.editor" in name]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pygls", None)
    result = CliRunner().invoke(main, ["server"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "pip install 'sup-lint[lsp]'" in result.stderr


@pytest.mark.parametrize("arguments", [["--stdio", "--tcp", "1"], ["--tcp", "65536"], ["--tcp", "x"], ["."]])
def test_wrong_usage(arguments: list[str]) -> None:
    assert CliRunner().invoke(main, ["server", *arguments]).exit_code == 2


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = CliRunner().invoke(main, ["server", "--tcp", str(port)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"sup-lint: --tcp {port}: ")
