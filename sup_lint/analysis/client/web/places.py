"""What the place of a script in its package says, by the conventions of frameworks."""

import os
import re
from dataclasses import dataclass

from sup_lint.analysis.client.web.frameworks import App

_SCRIPT = r"\.(?:[jt]sx?|[mc][jt]s)$"


@dataclass(frozen=True, slots=True)
class Sign:
    """What tells that a script runs at the client, or on the server.

    `reason` completes "the file …". A server script that is not `fixed` there is client code all the same if a client
    imports it: only its folder says so. `sure` is False where something else contradicts.
    """

    is_client: bool
    reason: str
    fixed: bool = True
    sure: bool = True
    audience: str = ""
    is_test: bool = False


def server(reason: str, *, fixed: bool = True, is_test: bool = False) -> Sign:
    """A sign that a script stays on the server, or with the developers."""
    return Sign(False, reason, fixed, is_test=is_test)


def client(reason: str, *, sure: bool = True, audience: str = "") -> Sign:
    """A sign that a script runs at the client."""
    return Sign(True, reason, sure=sure, audience=audience)


_TEST = re.compile(
    r"(?:^|/)(?:__tests__|__mocks__|__fixtures__|tests?|e2e|cypress|playwright|spec|specs|mocks|fixtures|test-utils)/"
    r"|\.(?:test|spec|cy|e2e|e2e-spec|mock|bench|fixture)" + _SCRIPT + r"|(?:^|/)setupTests?" + _SCRIPT
)
_TOOL_ANYWHERE = re.compile(
    r"(?:^|/)(?:\.[\w-]+rc|\.storybook/.+|gulpfile[\w.]*|Gruntfile|karma\.conf|gatsby-(?:node|config|ssr)|setupProxy"
    r"|ember-cli-build|config-overrides|ecosystem\.config)" + _SCRIPT
)
_TOOL = re.compile(
    r"(?:^|/)(?:vite|vitest|next|next-intl|nuxt|svelte|astro|webpack|rollup|esbuild|babel|jest|playwright|cypress|tailwind"
    r"|postcss|eslint|prettier|stylelint|metro|vue|craco|rsbuild|rspack|rslib|farm|remix|react-router|quasar|electron|forge"
    r"|electron-builder|electron\.vite|commitlint|lint-staged|tsup|tsdown|unbuild|build|drizzle|wrangler|capacitor|ionic|windi"
    r"|uno|unocss|snowpack|stencil|wxt|web-test-runner|prisma|knex|codegen|graphql|orval|turbo|nx|release|changelog"
    r"|docusaurus|vuepress|vitepress|contentlayer|velite|payload|sanity|keystone|gridsome|eleventy|react-native|hardhat)"
    r"\.(?:config|conf)(?:\.[\w-]+)*" + _SCRIPT
)
# Of the configurations of tools, these lie beside the package.json; elsewhere app.config.ts is an app's own.
_TOOL_AT_TOP = re.compile(r"^[\w.-]+\.config(?:\.[\w-]+)*" + _SCRIPT)
# Folders that hold server code, or none that is shipped, where no client imports it.
_SERVER_FOLDER = re.compile(
    r"^(?:(?:src|app|apps|packages)/)?(?:server|servers|backend|scripts|bin|cli|tools|migrations|prisma|supabase|netlify"
    r"|functions|lambdas?|cron|jobs|seeds?|infra|deploy|workers-site|express|middlewares?)/"
)
_FUNCTIONS = re.compile(r"(?:^|/)(?:netlify/(?:edge-)?functions|supabase/functions|edge-functions|azure-functions)/")
_PUBLIC = re.compile(r"(?:^|/)(public|static|www|wwwroot|webroot|htdocs|public_html)/")
_SUFFIXED = re.compile(r"\.server" + _SCRIPT)
_IN_SOURCE = re.compile(r"^(?:src|app|client|frontend|web|www|resources)/")

# The conventions of one framework each: patterns over the path in the package, for the server and for the client.
_CONVENTIONS: dict[str, tuple[str, str]] = {
    "next": (
        r"^(?:src/)?(?:app/(?:.*/)?(?:route|sitemap|robots|manifest|opengraph-image|icon)|pages/api/.+|pages/_document"
        r"|middleware|proxy|instrumentation|instrumentation-node)" + _SCRIPT + r"|\.server" + _SCRIPT,
        r"^(?:src/)?(?:pages/.+|instrumentation-client)" + _SCRIPT,
    ),
    "remix": (
        r"\.server" + _SCRIPT + r"|(?:^|/)\.server/|^(?:app/)?entry\.server|^server" + _SCRIPT,
        r"^app/(?:root|entry\.client)" + _SCRIPT + r"|^app/routes/.+\.[jt]sx$",
    ),
    "sveltekit": (
        r"(?:^|/)\+(?:server|page\.server|layout\.server)" + _SCRIPT
        + r"|(?:^|/)hooks\.server" + _SCRIPT + r"|\.server" + _SCRIPT + r"|^src/lib/server/|\.remote" + _SCRIPT,
        r"(?:^|/)\+(?:page|layout)" + _SCRIPT + r"|^src/hooks(?:\.client)?" + _SCRIPT,
    ),
    "nuxt": (
        r"^(?:src/|app/)?(?:server|modules|serverMiddleware|api)/|\.server" + _SCRIPT,
        r"^(?:src/|app/)?(?:plugins|composables|utils|middleware|stores?|pages|layouts|components)/.+|^(?:app/|src/)?app\.config"
        + _SCRIPT,
    ),
    "astro": (r"^src/(?:pages/.+|middleware|actions/.+|content/.+|content\.config)" + _SCRIPT, r"(?!)"),
    "gatsby": (r"^src/api/", r"^src/(?:pages|templates|components)/.+|^gatsby-browser" + _SCRIPT),
    "solid": (r"^src/(?:entry-server|middleware)|^src/routes/api/|\.server" + _SCRIPT, r"^src/entry-client"),
    "start": (r"\.server" + _SCRIPT + r"|(?:^|/)routes/api/", r"^(?:src|app)/client" + _SCRIPT),
    "angular": (
        r"\.server" + _SCRIPT + r"|^(?:src/)?server" + _SCRIPT,
        r"^src/(?:app|environments)/.+|^src/main" + _SCRIPT,
    ),
    "mobile": (r"^(?:src/)?app/.*\+(?:api|middleware)" + _SCRIPT, r"(?!)"),
    "electron": (
        r"(?:^|/)(?:main|electron/(?:main|index|background))" + _SCRIPT + r"|(?:^|/)(?:main|main-process)/",
        r"(?:^|/)preload[\w.-]*(?:/.+)?" + _SCRIPT + r"|(?:^|/)renderer/",
    ),
}  # fmt: skip
_PATTERNS = {name: (re.compile(there), re.compile(here)) for name, (there, here) in _CONVENTIONS.items()}
_REASONS = {
    "next": "is a page of a Next.js app, which runs in the browser, too",
    "remix": "is a route of {}, which runs in the browser, too",
    "sveltekit": "is a SvelteKit module that runs in the browser, too",
    "nuxt": "is loaded by the pages of a Nuxt app",
    "gatsby": "is part of a page of a Gatsby site",
    "angular": "is part of an Angular app",
    "electron": "is a preload or renderer script of an Electron app",
}


def relative_to(folder: str, path: str) -> str:
    """The posix path of a file within a folder."""
    return os.path.relpath(path, folder).replace(os.sep, "/")


def by_place(path: str, app: App | None, root: str) -> Sign | None:
    """What the place of a script says; None if nothing. Both paths are absolute."""
    inside = relative_to(app.package.folder if app is not None else root, path)
    if _TEST.search(inside) or inside.endswith((".d.ts", ".d.mts", ".d.cts")):
        return server("is a test or a type declaration", is_test=True)
    if app is not None and app.framework in _PATTERNS:
        there, here = _PATTERNS[app.framework]
        if there.search(inside):
            # A bundler takes Electron's main process for a module like any other.
            return server("runs on the server", fixed=app.framework != "electron")
        if here.search(inside):
            return client(_REASONS.get(app.framework, "is part of {}").format(app.what), audience=app.audience)
    if app is not None and app.framework and _SUFFIXED.search(inside):
        return server("is named a server module", fixed=False)
    name = inside.rpartition("/")[2]
    if _TOOL_ANYWHERE.search(inside) or (not _IN_SOURCE.match(inside) and _TOOL.search(inside)):
        return server("is a tool's configuration")
    if app is not None and inside == name and _TOOL_AT_TOP.match(name):
        return server("is a tool's configuration")
    if _FUNCTIONS.search(inside):
        return server("is a serverless function")
    served = _PUBLIC.search(inside)
    if served is not None and not _SERVER_FOLDER.match(inside[served.start() :]):
        return client(
            f"lies in {served[1]}/, which is served as it is", audience=app.audience if app is not None else ""
        )
    if _SERVER_FOLDER.match(inside) and not (app is not None and app.framework == "mobile"):
        return server("lies in a folder of server code or scripts", fixed=False)
    if app is not None and inside.startswith("api/") and app.framework != "mobile":
        return server("is a serverless function", fixed=False)
    return None


def is_in_source(path: str, app: App) -> bool:
    """Whether a script lies where an app keeps what it bundles, not beside its package.json."""
    inside = relative_to(app.package.folder, path)
    return bool(_IN_SOURCE.match(inside)) or (app.framework in {"mobile", "extension"} and "/" in inside)
