"""Files as sinks: those that are named, or opened, as logs are."""

from pathlib import Path

import pytest

from tests.analysis.sinking import Case, case

UNNAMED = "a log file: k"
PATH = "from pathlib import Path\n"

CASES = {
    "log appended": case("open('x.log', 'a').write(k)\n", "the file x.log: k"),
    "log written": case("with open('x.log', 'w') as f:\n    f.write(k)\n", "the file x.log: k"),
    "debug file": case("with open('debug.txt', 'w') as f:\n    f.write(k)\n", "the file debug.txt: k"),
    "printed to": case("with open('debug.txt', 'w') as f:\n    print(k, file=f)\n", "the file debug.txt: k"),
    "mode by name": case("with open('x.log', mode='w') as f:\n    f.write(k)\n", "the file x.log: k"),
    "kept in a name": case("f = open('x.log', 'a')\nf.write(k)\n", "the file x.log: k"),
    "kept in an attribute": case(
        "class C:\n    def __init__(self):\n        self.f = open('x.log', 'a')\n    def g(self):\n"
        "        self.f.write(k)\n",
        "the file x.log: k",
    ),
    "path in a constant": case(
        "PATH = '/tmp/x.log'\nwith open(PATH, 'w') as f:\n    f.write(k)\n", "the file x.log: k"
    ),
    "path joined": case("with open(f'{folder}/x.log', 'w') as f:\n    f.write(k)\n", "the file x.log: k"),
    "path with a date": case("with open(f'run-{day}.log', 'w') as f:\n    f.write(k)\n", UNNAMED),
    "path of os": case(
        "import os\nwith open(os.path.join(folder, 'x.log'), 'w') as f:\n    f.write(k)\n", "the file x.log: k"
    ),
    "folder of logs": case("with open('logs/app.txt', 'w') as f:\n    f.write(k)\n", "the file app.txt: k"),
    "name says it": case("with open(log_path, 'w') as f:\n    f.write(k)\n", UNNAMED),
    "attribute says it": case("with open(self.debug_file, 'w') as f:\n    f.write(k)\n", UNNAMED),
    "appended to any": case("with open(path, 'a') as f:\n    f.write(k)\n", UNNAMED),
    "appended notes": case("with open('notes.txt', 'a') as f:\n    f.write(k)\n", "the file notes.txt: k"),
    "lines": case("open('x.log', 'a').writelines(ks)\n", "the file x.log: ks"),
    "binary log": case("open('x.log', 'ab').write(k)\n", "the file x.log: k"),
    "async": case(
        "import aiofiles\nasync def f():\n    async with aiofiles.open('x.log', 'a') as f:\n        await f.write(k)\n",
        "the file x.log: k",
    ),
    "codecs": case("import codecs\ncodecs.open('x.log', 'w').write(k)\n", "the file x.log: k"),
    "io": case("import io\nio.open('x.log', 'w').write(k)\n", "the file x.log: k"),
    "json": case("import json\nwith open('dump.json', 'w') as f:\n    json.dump(k, f)\n", "the file dump.json: k"),
    "json by name": case(
        "import json\nwith open('dump.json', 'w') as f:\n    json.dump(obj=k, fp=f, indent=2)\n",
        "the file dump.json: k",
    ),
    "json imported": case(
        "from json import dump\nwith open('dump.json', 'w') as f:\n    dump(k, f)\n", "the file dump.json: k"
    ),
    "json to the terminal": case("import json, sys\njson.dump(k, sys.stdout)\n", "standard output: k"),
    "json as text": case("import json\ntext = json.dumps(k)\n"),
    "yaml": case("import yaml\nwith open('debug.yml', 'w') as f:\n    yaml.dump(k, f)\n", "the file debug.yml: k"),
    "yaml safe": case(
        "import yaml\nwith open('debug.yml', 'w') as f:\n    yaml.safe_dump(k, stream=f)\n", "the file debug.yml: k"
    ),
    "yaml as text": case("import yaml\ntext = yaml.dump(k)\n"),
    "pickle": case("import pickle\npickle.dump(k, open('x.log', 'wb'))\n", "the file x.log: k!"),
    "pprint": case(
        "from pprint import pprint\nwith open('debug.txt', 'w') as f:\n    pprint(k, stream=f)\n",
        "the file debug.txt: k",
    ),
    "csv": case(
        "import csv\nwith open('history.csv', 'w') as f:\n    w = csv.writer(f)\n    w.writerow([k])\n",
        "the file history.csv: [k]",
    ),
    "csv of mappings": case(
        "import csv\nwith open('audit.csv', 'a') as f:\n    csv.DictWriter(f, names).writerows(k)\n",
        "the file audit.csv: k",
    ),
    "path object": case(PATH + "Path('x.log').write_text(k)\n", "the file x.log: k"),
    "path object in a name": case(PATH + "p = Path('x.log')\np.write_text(k)\n", "the file x.log: k"),
    "path object in parts": case(PATH + "(Path.home() / 'app' / 'x.log').write_text(k)\n", "the file x.log: k"),
    "path object divided": case(PATH + "LOG = FOLDER / 'x.log'\nLOG.write_text(k)\n", "the file x.log: k"),
    "path object opened": case(PATH + "with Path('x.log').open('a') as f:\n    f.write(k)\n", "the file x.log: k"),
    "path object opened by open": case(
        PATH + "with open(Path('a') / 'x.log', 'w') as f:\n    f.write(k)\n", "the file x.log: k"
    ),
    "unknown file with a name": case("self.log_file.write(k)\n", UNNAMED),
    "output": case("with open('output.txt', 'w') as f:\n    f.write(k)\n", "the file output.txt: k"),
}

SILENT = {
    "configuration": "with open('config.json', 'w') as f:\n    f.write(k)\n",
    "json configuration": "import json\nwith open('settings.json', 'w') as f:\n    json.dump(k, f)\n",
    "dotenv": "with open('.env', 'w') as f:\n    f.write(k)\n",
    "dotenv appended": "with open('.env', 'a') as f:\n    f.write(k)\n",
    "dotenv appended, by name": "with open(env_path, 'a') as f:\n    f.write(k)\n",
    "profile appended": PATH + "with (Path.home() / '.bashrc').open('a') as f:\n    f.write(k)\n",
    "key file": PATH + "(Path.home() / '.supertone_key').write_text(k)\n",
    "audio": "open('out.mp3', 'wb').write(response.content)\n",
    "audio, appended": "with open('x.mp3', 'ab') as f:\n    f.write(chunk)\n",
    "audio in a folder of logs": "open('logs/x.wav', 'wb').write(k)\n",
    "pickle": "import pickle\npickle.dump(k, open('dump.pkl', 'wb'))\n",
    "any name": "with open(path, 'w') as f:\n    f.write(k)\n",
    "read": "with open('x.log') as f:\n    text = f.read()\n",
    "catalog": "with open('catalog.json', 'w') as f:\n    f.write(k)\n",
    "text": "import io\nf = io.StringIO()\nf.write(k)\n",
    "unknown": "def g(f):\n    f.write(k)\n",
    "socket": "import socket\ns = socket.create_connection(a).makefile('w')\ns.write(k)\n",
    "own": "class F:\n    def write(self, k):\n        pass\nF().write(k)\n",
    "handler": "import logging\nlogging.FileHandler('x.log')\n",
    "path opened to read": PATH + "with Path('x.log').open() as f:\n    f.read()\n",
    "configuration through a path": PATH + "Path('config.toml').write_text(k)\n",
}


@pytest.mark.parametrize("name", CASES)
def test_logs(tmp_path: Path, name: str) -> None:
    CASES[name].check(tmp_path)


@pytest.mark.parametrize("name", SILENT)
def test_other_files(tmp_path: Path, name: str) -> None:
    Case(SILENT[name], ()).check(tmp_path)
