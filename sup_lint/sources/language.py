"""Which language a file is written in, by its name and its first line."""

# What a name says. Extensions are compared in lower case; names without one are compared as they are.
_BY_LANGUAGE = {
    "python": ".py .pyi .pyw .pyt .wsgi",  # .pyt: ArcGIS toolboxes
    "javascript": ".js .mjs .cjs .jsx",
    "typescript": ".ts .mts .cts",
    "tsx": ".tsx",
    "html": ".html .htm .xhtml .hbs .ejs .njk .cshtml .jsp .erb .twig .mustache .liquid .jinja .jinja2 .j2",
    "vue": ".vue",
    "svelte": ".svelte",
    "astro": ".astro",
    "dart": ".dart",
    "kotlin": ".kt .kts",
    "java": ".java",
    "scala": ".scala",
    "groovy": ".gradle .groovy",
    "swift": ".swift",
    "objective-c": ".m .mm",
    "csharp": ".cs",
    "cpp": ".c .cc .cpp .cxx .h .hpp .ino",
    "go": ".go",
    "php": ".php",
    "ruby": ".rb .rake",
    "rust": ".rs",
    "shell": ".sh .bash .zsh .ksh .fish .command",
    "batch": ".bat .cmd .ps1",
    "css": ".css .scss .less",
    "source-map": ".map",
    "wasm": ".wasm",
    "json": ".json .jsonc .json5 .webmanifest .babelrc .swcrc .har .avsc .code-workspace .tfstate .geojson",
    "jsonl": ".jsonl .ndjson",
    "notebook": ".ipynb",
    "yaml": ".yaml .yml",
    "toml": ".toml",
    "xml": (
        ".xml .config .storyboard .xib .plist .entitlements .csproj .fsproj "
        ".vbproj .vcxproj .nuspec .jmx .props .targets .resx .pubxml .iml"
    ),
    "properties": ".properties",
    "ini": ".ini .cfg .conf .cnf .hocon .xcconfig .editorconfig .npmrc .pypirc .gitconfig .s3cfg .desktop",
    "unit": ".service .timer .socket .container .pod .nspawn",  # of systemd and Podman
    "dotenv": ".env .envrc .flaskenv",
    "csv": ".csv .tsv",
    "markdown": ".md .markdown .mdx .mdc .qmd .rmd",
    "rst": ".rst",
    "asciidoc": ".adoc .asciidoc .asc",
    "text": ".txt .text .log .out .http .rest .hurl .org .tex .textile .wiki .eml .patch .diff .srt .nfo",
    "unity-asset": ".asset .prefab .unity",
    "terraform": ".tf .tfvars .hcl .nomad .tofu",
    "makefile": ".mk",
    "spec": ".spec",  # of PyInstaller and Buildozer
}
_EXTENSIONS = {extension: language for language, extensions in _BY_LANGUAGE.items() for extension in extensions.split()}
_NAMES = {
    **dict.fromkeys((".netrc", "_netrc", ".authinfo"), "netrc"),
    "SConstruct": "python",
    "SConscript": "python",
    "wscript": "python",
    "Dockerfile": "dockerfile",
    "Containerfile": "dockerfile",
    "Makefile": "makefile",
    "makefile": "makefile",
    "GNUmakefile": "makefile",
    "justfile": "makefile",
    "Justfile": "makefile",
    "Procfile": "yaml",
    "Jenkinsfile": "groovy",
    "Caddyfile": "ini",
    ".secrets": "dotenv",  # of act
    "environment": "dotenv",  # /etc/environment
    "_headers": "ini",  # of Netlify and Cloudflare Pages
    "Jakefile": "javascript",
    "Gemfile": "ruby",
    "Rakefile": "ruby",
    "Fastfile": "ruby",
    "Vagrantfile": "ruby",
    "Podfile": "ruby",
    **dict.fromkeys(
        (
            *(".profile", ".bashrc", ".bash_profile", ".bash_aliases", ".bash_history", ".bash_login"),
            *(".zshrc", ".zprofile", ".zshenv", ".zsh_history", "PKGBUILD"),
        ),
        "shell",
    ),
}
# Names that go on behind a dot: .env.production, Dockerfile.dev.
_STEMS = {
    ".env": "dotenv",
    "env": "dotenv",
    ".dev": "dotenv",
    "dotenv": "dotenv",
    ".envrc": "dotenv",
    **dict.fromkeys((".env-example", ".env_example", ".env-sample", ".env_sample", ".env-template"), "dotenv"),
    "Dockerfile": "dockerfile",
    "Containerfile": "dockerfile",
    "Makefile": "makefile",
    "nginx": "ini",
}
# Files that people read.
_DOCUMENTS = frozenset("markdown rst asciidoc text".split())
# Files that programs read, not programs.
_SETTINGS = _DOCUMENTS | frozenset(
    """
    css source-map wasm json jsonl notebook yaml toml xml properties ini unit dotenv csv unity-asset dockerfile
    terraform makefile netrc spec
    """.split()
)
# Programs in these are read by one lexical lowering.
_LEXICAL = frozenset("dart kotlin java scala groovy swift objective-c csharp cpp go php ruby rust shell".split())
_JAVASCRIPT = frozenset("javascript typescript tsx html vue svelte astro".split())

# Extensions that say nothing of the language: the first line decides.
_UNDECIDED_EXTENSIONS = frozenset({"", ".cgi", ".fcgi"})
_IMPORTING_EXTENSIONS = _UNDECIDED_EXTENSIONS | {
    extension for extension, language in _EXTENSIONS.items() if language == "python" or language in _JAVASCRIPT
}
# Pictures, sounds, fonts, packages and the like: nothing is read in them but a key that is known.
_MEDIA_EXTENSIONS = frozenset(
    """
    .png .jpg .jpeg .gif .webp .ico .icns .bmp .tif .tiff .avif .heic .psd .ai .raw .dds .ktx .exr .hdr
    .mp3 .mp4 .wav .ogg .oga .ogv .flac .m4a .m4v .aac .opus .aif .aiff .mid .mov .avi .mkv .webm .wmv
    .ttf .otf .woff .woff2 .eot
    .zip .gz .tgz .bz2 .xz .zst .7z .rar .tar .br .lz4 .jar .war .aar .apk .aab .ipa .whl .egg .deb .rpm .dmg .iso .msi
    .exe .dll .so .dylib .o .a .lib .obj .pdb .class .pyc .pyo .pyd .node
    .pdf .doc .docx .xls .xlsx .ppt .pptx .odt .epub
    .npy .npz .h5 .hdf5 .parquet .arrow .feather .onnx .pt .pth .ckpt .safetensors .gguf .tflite .pb .bin .dat
    .pkl .joblib .fbx .blend .glb .obj .stl .unitypackage .uasset .pak .mo .gmo .idx .pack
    """.split()
)

# What a `#!` line says: the program's name without version and `.exe`.
_INTERPRETERS = {
    **dict.fromkeys(("python", "pythonw", "pypy", "graalpy"), "python"),
    **dict.fromkeys(("node", "nodejs", "deno", "bun", "zx"), "javascript"),
    **dict.fromkeys(("ts-node", "tsx", "ts-node-esm"), "typescript"),
    **dict.fromkeys(("sh", "bash", "zsh", "dash", "ksh", "ash", "fish"), "shell"),
    "ruby": "ruby",
    "php": "php",
}
# Programs that run another one, or a Python script by themselves.
_RUNNERS = frozenset({"uv", "pipx", "poetry", "pdm", "rye", "hatch", "pixi"})


def language_of(path: str, first_line: bytes = b"") -> str | None:
    """Name the language of a file, such as `"python"`, or give None for an unknown one.

    `path` counts by its last part; `first_line` (the rest of the file may follow) by its `#!`, and only where
    the name does not decide.
    """
    name = _name(path)
    return (
        _NAMES.get(name)
        or _EXTENSIONS.get(_extension(name))
        or _STEMS.get(_stem(name))
        or _language_of_script(first_line)
    )


def family_of(language: str) -> str:
    """Name what several languages are lowered as: HTML and Vue files are JavaScript to the analysis.

    Languages without a parser of their own, such as Kotlin and Go, are "lexical".
    """
    if language in _LEXICAL:
        return "lexical"
    return "javascript" if language in _JAVASCRIPT else language


def is_code(language: str) -> bool:
    """Whether files of a language are programs or parts of them, not settings and data."""
    return bool(language) and language not in _SETTINGS


_HASHES = frozenset(
    "python ruby shell yaml toml dotenv dockerfile makefile properties ini unit netrc terraform".split()
)
_MARKUP = frozenset({"html", "xml", "markdown"})
_WITHOUT_COMMENTS = frozenset("json jsonl notebook source-map wasm unity-asset csv text".split())


def is_document(language: str) -> bool:
    """Whether files of a language are prose for people, with pieces of other languages in it."""
    return language in _DOCUMENTS


def comment_in(language: str, text: str) -> str | None:
    """Write `text` as a comment that ends a line of the language; None for one without comments."""
    if language in _WITHOUT_COMMENTS:
        return None
    if language in _MARKUP:
        text = text.replace(" -- ", ": ")  # no comment of XML may have two dashes in it
        return f"<!-- {text} -->"
    if language == "css":
        return f"/* {text} */"
    if language == "batch":
        return f"REM {text}"
    return f"# {text}" if not language or language in _HASHES else f"// {text}"


def may_be_read(path: str) -> bool:
    """Whether a file may be text, as far as its name tells."""
    # One call a file over whole trees: the name is not cut out of the path.
    dot = path.rfind(".")
    return dot < 0 or path[dot:].lower() not in _MEDIA_EXTENSIONS


def may_import(path: str) -> bool:
    """Whether a file may be a module that imports others, as far as its name tells."""
    dot, slash = path.rfind("."), path.rfind("/")
    return dot < slash + 1 or path[dot:].lower() in _IMPORTING_EXTENSIONS


def _name(path: str) -> str:
    return path[path.rfind("/") + 1 :]


def _stem(name: str) -> str:
    """Give the name up to the first dot behind its first character."""
    dot = name.find(".", 1)
    return name[:dot] if dot > 0 else name


def _extension(name: str) -> str:
    """Give the extension in lower case with its dot; nothing only if there is no dot, not even in front."""
    dot = name.rfind(".")
    return name[dot:].lower() if dot >= 0 else ""


def _language_of_script(first_line: bytes) -> str | None:
    """Name the language that a `#!` line asks for."""
    if not first_line.startswith(b"#!"):
        return None
    line = first_line[2:1024].splitlines()[:1]
    words = [_program(word) for word in line[0].decode("latin-1").split()] if line else []
    if words and words[0] == "env":
        words = _after_env(words[1:])
    if not words:
        return None
    if words[0] in _RUNNERS:
        if "--script" in words or "-s" in words or words[-1] == "run":
            return "python"
        return next((language for word in words[1:] if (language := _INTERPRETERS.get(word))), None)
    return _INTERPRETERS.get(words[0])


def _after_env(words: list[str]) -> list[str]:
    """Drop the options of `env` and the variables that it sets; what is left is a command."""
    while words:
        word = words[0]
        if word in ("-u", "--unset", "-C", "--chdir"):
            words = words[2:]
        elif word.startswith("-S") and len(word) > 2:
            words = [_program(word[2:]), *words[1:]]
        elif word.startswith("-") or "=" in word:
            words = words[1:]
        else:
            break
    return words


def _program(word: str) -> str:
    """Reduce a program to its bare name: no folder, no `.exe`, no version."""
    if word.startswith("-"):
        return word
    name = word.replace("\\", "/").rpartition("/")[2].removesuffix(".exe")
    return name.rstrip("0123456789.") or name
