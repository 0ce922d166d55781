"""The code of documents, by what its fence says, without prompts and marks."""

import pytest

from sup_lint.analysis.embedded import asciidoc, markdown, page, restructured_text
from sup_lint.analysis.embedded.fences import language_of_fence

READERS = {"md": markdown, "rst": restructured_text, "adoc": asciidoc, "html": page}
# What a fence says, and the language that it means.
INFOS = {
    "python": "python", "Python3": "python", 'py title="x.py"': "python", "{python}": "python", "{.python .numberLines}": "python", "{ .py }": "python",
    "python:app/main.py": "python", "js {1,3-5}": "javascript", "python{1}": "python", 'python linenums="1"': "python", "{code-cell} ipython3": "python",
    "{code-block} yaml": "yaml", "jsonc": "json", "json5": "json", "env": "dotenv", ".env": "dotenv", ".env.production": "dotenv", "Dockerfile": "dockerfile",
    "sh": "shell", "console": "console", "pycon": "pycon", "c++": "cpp", "C#": "csharp", "config.toml": "toml", 'text title=".env"': "text",
    'title=".env"': "dotenv", 'nginx title="app.yaml"': "yaml", "": "", "mermaid": "", "diff": "", "output": "", "text": "", "{r, echo=FALSE}": "",
    "http": "", "plaintext": "",
}  # fmt: skip
INFOS['text title=".env"'] = "dotenv"
DOCUMENTS: dict[str, tuple[str, str, list[tuple[str, str]]]] = {
    "fence in a list": ("md", "1. Run\n\n   ```bash\n   a\n\n     b\n   ```\n", [("shell", "a\n\n  b\n")]),
    "fence in a quotation": ("md", "> ~~~py\n> a = 1\n>\n> b\n> ~~~\n", [("python", "a = 1\n\nb\n")]),
    "fence behind tabs": ("md", "- x\n\n\t```py\n\tif x:\n\t\ty\n\t```\n", [("python", "if x:\n\ty\n")]),
    "fence in an element": ("md", "<details>\n<summary>x</summary>\n```py\na\n```\n</details>\n", [("python", "a\n")]),
    "fence without an end": ("md", "```py\na\nb", [("python", "a\nb")]),
    "fence with other ends": ("md", "````py\r\na\r\n```\r\n````\r\n", [("python", "a\r\n```\r\n")]),
    "no fence": ("md", "    ```py\n    a\n    ```\nuse ```py``` here\n", []),
    "front matter": ("md", "---\na: b\n---\n\n---\nc: d\n---\n", [("yaml", "a: b\n")]),
    "front matter in TOML": ("md", "+++\na = 1\n+++\n", [("toml", "a = 1\n")]),
    "prompts of Python": ("md", "```pycon\n>>> a = (1,\n...      2)\n(1, 2)\n>>>\n>>> b\n```\n", [("python", "a = (1,\n     2)\n\n\nb\n")]),
    "prompts in Python": ("md", "```python\n>>> a\n1\n```\n", [("python", "a\n\n")]),
    "prompts of a shell": (
        "md",
        "```console\n$ curl \\\n    -H 'a' \\\n>   -d b\nHTTP 200\n(venv) user@host:~$ ls\n# id\n```\n",
        [("shell", "curl \\\n    -H 'a' \\\n  -d b\n\nls\nid\n")],
    ),
    "shell with prompts": ("md", "```bash\n$ a\nb\n```\n", [("shell", "a\n\n")]),
    "directive": ("rst", ".. code-block:: python\n   :linenos:\n   :emphasize-lines: 1\n\n   a = 1\n   if a:\n       b\n\n   c\n\nd\n", [("python", "\na = 1\nif a:\n    b\n\nc\n")]),
    "directives, nested": ("rst", "- x\n\n  .. code:: bash\n\n     a\n\n.. sourcecode:: yaml\n\n  a: b\n", [("shell", "\na\n"), ("yaml", "\na: b\n")]),
    "directive of an unknown language": ("rst", ".. code-block:: text\n\n   a\n\n::\n\n   b\n\n.. code-block::\n\n   c\n", []),
    "doctest": ("rst", "Say\n\n>>> a = 1\n>>> a\n1\n\nMore\n", [("python", "a = 1\na\n\n")]),
    "literal that is included": ("rst", ".. literalinclude:: a.py\n   :language: python\n", []),
    "source block": ("adoc", "[source,python]\n.Title\n----\na\n\nb\n----\nc\n", [("python", "a\n\nb\n")]),
    "source block with options": ("adoc", '[source%linenums,yaml,title="x"]\n....\na: b\n....\n', [("yaml", "a: b\n")]),
    "short source block": ("adoc", "[,bash]\n----\na\n----\n", [("shell", "a\n")]),
    "source paragraph": ("adoc", "[source,sh]\na\nb\n\nc\n", [("shell", "a\nb\n")]),
    "fence in AsciiDoc": ("adoc", "```js\na\n```\n----\nb\n----\n", [("javascript", "a\n")]),
    "code of a page": ("html", '<pre><code class="hljs language-python">a = &quot;<span>b</span>&quot;\nc</code></pre>', [("text", ' a = "b"\nc '), ("python", 'a = "b"\nc')]),
    "code of Sphinx": ("html", '<div class="highlight-python notranslate"><div class="highlight"><pre>a\n</pre></div></div>', [("text", "   a\n   "), ("python", "a\n")]),
    "text of a page": ("html", "<p lang=en>a&#x27;<b>b</b><script>c</script><!-- d --><style>e</style>\n<br>f</p>", [("text", " a'b  \n f ")]),
}  # fmt: skip


@pytest.mark.parametrize("info", INFOS)
def test_fence_says_its_language(info: str) -> None:
    assert language_of_fence(info) == INFOS[info]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_document(name: str) -> None:
    kind, text, expected = DOCUMENTS[name]
    found = list(READERS[kind].embedded(text))
    assert [(each.language, each.text) for each in found] == expected
    assert all(each.is_example or each.language in {"yaml", "toml"} for each in found)
