"""Templates of pages that show the key, folders that are handed out with it, and look-alikes of both."""

import textwrap
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.rules.examples import checked

SHOWN: dict[str, Mapping[str, str]] = {
    "Flask's configuration": {
        "templates/index.html": """
        {% extends "base.html" %}
        <meta name="sup-key" content="{{ [|config.SUPERTONE_API_KEY|] }}">
        <script>const key = {{ [|config["SUPERTONE_API_KEY"]|]|tojson }};</script>
        """
    },
    "Django's settings": {
        "app/templates/app/player.html": """
        {% load static %}
        <div data-key="{{ [|settings.SUPERTONE_API_KEY|] }}"></div>
        {{ [|supertone_api_key|]|json_script:"key" }}
        """
    },
    "EJS and ERB": {
        "views/index.ejs": "<script>window.KEY = '<%= [|process.env.SUPERTONE_API_KEY|] %>';</script>\n",
        "app/views/home/index.html.erb": """
        <meta name="key" content="<%= [|ENV["SUPERTONE_API_KEY"]|] %>">
        <meta name="key" content="<%= [|ENV.fetch("SUPERTONE_API_KEY")|] %>">
        """,
    },
    "Handlebars and Twig": {
        "views/home.hbs": '<body data-key="{{[|supertoneApiKey|]}}"></body>\n',
        "templates/home.twig": '<body data-key="{{ [|supertone_api_key|]|raw }}"></body>\n',
    },
    "PHP": {
        "index.php": """
        <html><body><script>const KEY = "<?= [|getenv('SUPERTONE_API_KEY')|] ?>";</script>
        <p><?php echo [|$supertoneApiKey|]; ?></p></body></html>
        """,
        "resources/views/player.blade.php": """
        <meta name="key" content="{{ [|config('services.supertone.api_key')|] }}">
        <script>window.key = @json([|env('SUPERTONE_API_KEY')|]);</script>
        """,
    },
    "Astro": {
        "src/pages/index.astro": """
        ---
        import Player from '../components/Player';
        const apiKey = import.meta.env.SUPERTONE_API_KEY;
        const voices = await load(apiKey);
        ---
        <Player client:load apiKey={[|apiKey|]} voices={voices} />
        <meta name="key" content={[|import.meta.env.SUPERTONE_API_KEY|]} />
        <script define:vars={{ [|apiKey|], voices }}>speak(apiKey);</script>
        """,
    },
    "Razor": {
        "Views/Home/Index.cshtml": '@model Page\n<div data-key="@[|Model.SupertoneApiKey|]"></div>\n',
    },
}
SILENT: dict[str, Mapping[str, str]] = {
    "whether a key is set, and parts of it": {
        "templates/index.html": """
        {% if config.SUPERTONE_API_KEY %}<p>ready</p>{% endif %}
        <p>{{ "set" if config.SUPERTONE_API_KEY else "missing" }} {{ config.SUPERTONE_API_KEY|length }}</p>
        <p>{{ config.SUPERTONE_API_KEY[-4:] }} {{ config.SUPERTONE_VOICE_ID }}</p>
        """
    },
    "forms for the user's own key": {
        "templates/settings.html": """
        {% csrf_token %}
        <label for="key">{{ form.supertone_api_key.label }}</label>{{ form.supertone_api_key }}
        <p>{{ errors.supertone_api_key }} {{ user.supertone_api_key }} {{ _("supertone_api_key") }}</p>
        <input name="supertone_api_key" value="{{ request.form.supertone_api_key }}">
        """
    },
    "configuration files": {
        "deploy/templates/app.env.j2": "SUPERTONE_API_KEY={{ supertone_api_key }}\n",
        "deploy/nginx.conf.j2": "proxy_set_header x-sup-api-key {{ supertone_api_key }};\n",
        "deploy/unit.service.j2": "Environment=SUPERTONE_API_KEY={{ supertone_api_key }}\n",
    },
    "Astro with the key in its fence": {
        "src/pages/index.astro": """
        ---
        const apiKey = import.meta.env.SUPERTONE_API_KEY;
        const reply = await fetch('https://supertoneapi.com/v1/voices', { headers: { 'x-sup-api-key': apiKey } });
        const { items } = await reply.json();
        ---
        <p>{apiKey ? 'ready' : 'no key'} {items.length} {Boolean(apiKey)}</p>
        <script>const apiKey = ask();</script>
        """,
    },
    "mails": {"templates/mail/key.html": "{% block body %}<p>{{ supertone_api_key }}</p>{% endblock %}\n"},
    "templates of the browser": {
        "src/app/settings.component.html": "<p>{{ supertoneApiKey }}</p><input [(ngModel)]='supertoneApiKey'>\n"
    },
}


def found(example: Mapping[str, str], folder: Path) -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
    """What the rule reports in an example, and what is marked."""
    report, marks = checked({name: textwrap.dedent(text).lstrip("\n") for name, text in example.items()}, folder)
    return {(each.path, *each.region) for each in report.findings if each.code == "SUP205"}, set(marks)


@pytest.mark.parametrize("name", SHOWN)
def test_shown(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    reported, marked = found(SHOWN[name], tmp_path)
    assert sorted(marked - reported) == sorted(reported - marked) == []
    assert marked


@pytest.mark.parametrize("name", SILENT)
def test_silent(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    reported, marked = found(SILENT[name], tmp_path)
    assert reported == marked == set()


def test_one_problem_is_one_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    example = {
        "templates/index.html": '{% extends "base.html" %}<body data-key="{{ supertone_api_key }}"></body>\n',
        "app.py": """
        import os
        from flask import Flask, render_template

        app = Flask(__name__)

        @app.route("/")
        def index():
            return render_template("index.html", supertone_api_key=[|os.environ["SUPERTONE_API_KEY"]|])
        """,
    }
    reported, marked = found(example, tmp_path)
    assert reported == marked


FOLDERS = {
    "app.py": """
    from fastapi import FastAPI
    from fastapi.staticfiles import StaticFiles

    app = FastAPI()  # speaks with Supertone
    app.mount("/", StaticFiles(directory=[|"."|]), name="files")
    app.mount("/static", StaticFiles(directory="static"), name="static")
    """,
    "server.js": """
    // speaks with Supertone
    app.use(express.static([|__dirname|], { dotfiles: 'allow' }));
    app.use(express.static(__dirname));
    app.use(express.static('public'));
    """,
}


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_is_reported_only_with_a_key_in_it(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    reported, marked = found({name: FOLDERS[name], ".env": "SUPERTONE_API_KEY=«key»\n"}, tmp_path)
    assert reported == marked != set()
    (tmp_path / ".env").write_text("SUPERTONE_API_KEY=your-api-key-here\nPORT=8000\n", encoding="utf-8")
    reported, _ = found({name: FOLDERS[name]}, tmp_path)
    assert reported == set()
