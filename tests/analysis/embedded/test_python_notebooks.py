"""Notebooks that are Python already, and editors' formats of documents that hold code."""

from pathlib import Path

import pytest

from tests.analysis.embedded.notebooks import Told, report_on, told
from tests.keymaker import make_key

KEY = make_key(45)
FILES = {
    "Jupytext, percent": (
        "guide.py",
        "# ---\n# jupyter:\n#   kernelspec:\n#     name: python3\n# ---\n\n# %% [markdown]\n# # Guide\n\n# %%\nfrom supertone import Supertone\n"
        f"code = '{KEY}'\n\n# %%\nclient = Supertone(code)\n",
        Told("SUP101", f"'{KEY}'", ""),
    ),
    "Jupytext, magics": (
        "guide.py",
        f"# %%\n# %env SUPERTONE_API_KEY={KEY}\n# !pip install supertone\nimport supertone\n",
        Told("SUP101", KEY, ""),
    ),
    "Jupytext, Markdown": (
        "guide.md",
        f"---\njupyter:\n  kernelspec:\n    name: python3\n---\n\n```python tags=[\"setup\"]\nfrom supertone import Supertone\ncode = '{KEY}'\n"
        "client = Supertone(code)\n```\n",
        Told("SUP102", f"'{KEY}'", ""),
    ),
    "marimo": (
        "guide.py",
        "import marimo\n\napp = marimo.App()\n\n\n@app.cell\ndef _():\n    from supertone import Supertone\n"
        f"    code = '{KEY}'\n    return Supertone, code\n\n\n@app.cell\ndef _(Supertone, code):\n    client = Supertone(api_key='{KEY}')\n    return (client,)\n",
        Told("SUP101", f"'{KEY}'", ""),
    ),
    "Databricks": (
        "guide.py",
        f"# Databricks notebook source\n# MAGIC %md\n# MAGIC # Guide\n\n# COMMAND ----------\n\nSUPERTONE_API_KEY = '{KEY}'\n",
        Told("SUP101", f"'{KEY}'", ""),
    ),
    "R Markdown": (
        "guide.Rmd",
        "---\ntitle: TTS\n---\n\n```{python, echo=FALSE}\nfrom supertone import Supertone\n"
        f"code = '{KEY}'\nSupertone(code)\n```\n\n```{{r}}\nplot(1)\n```\n",
        Told("SUP102", f"'{KEY}'", ""),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_key_is_found(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path, text, expected = FILES[name]
    report = report_on(tmp_path, text, path)
    assert expected in told(report, text)
    assert not report.failures
    assert KEY not in repr(report)
