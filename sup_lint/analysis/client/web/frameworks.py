"""What kind of app a package.json describes."""

import os
from dataclasses import dataclass

from sup_lint.sources.files import is_file
from sup_lint.sources.packages import Package

_PAGE, _EXTENSION, _APP = "opens the page", "installs the extension", "installs the app"


def _table(words: str) -> frozenset[str]:
    return frozenset(words.split())


# By a dependency: the framework, what the app is called, who gets it. The first that fits counts.
_FRAMEWORKS: tuple[tuple[frozenset[str], str, str, str], ...] = (
    (_table("wxt plasmo @crxjs/vite-plugin webextension-polyfill-ts"), "extension", "a browser extension", _EXTENSION),
    (_table("next"), "next", "a Next.js app", _PAGE),
    # Remix became React Router, and Hydrogen is built on either.
    (_table("@shopify/hydrogen"), "remix", "a Hydrogen app", _PAGE),
    (_table("@react-router/dev @react-router/node"), "remix", "a React Router app", _PAGE),
    (_table("@remix-run/react @remix-run/dev @remix-run/node"), "remix", "a Remix app", _PAGE),
    (_table("@sveltejs/kit"), "sveltekit", "a SvelteKit app", _PAGE),
    (_table("nuxt nuxt3 nuxt-edge"), "nuxt", "a Nuxt app", _PAGE),
    (_table("astro"), "astro", "an Astro site", _PAGE),
    (_table("gatsby"), "gatsby", "a Gatsby site", _PAGE),
    (_table("@solidjs/start solid-start"), "solid", "a SolidStart app", _PAGE),
    (
        _table("@tanstack/react-start @tanstack/start @tanstack/solid-start waku vike vinxi"),
        "start",
        "a web app",
        _PAGE,
    ),
    (_table("@builder.io/qwik-city @builder.io/qwik @qwik.dev/core @qwik.dev/router"), "qwik", "a Qwik app", _PAGE),
    (_table("expo"), "mobile", "an Expo app", _APP),
    (_table("react-native @nativescript/core"), "mobile", "a mobile app", _APP),
    (_table("electron electron-vite"), "electron", "an Electron app", _APP),
    (_table("@tauri-apps/api @tauri-apps/cli"), "page", "a Tauri app", _APP),
    (
        _table(
            "@capacitor/core @capacitor/android @capacitor/ios cordova cordova-android cordova-ios "
            "@ionic/react @ionic/vue @ionic/angular"
        ),
        "page",
        "a mobile app",
        _APP,
    ),
    (_table("@angular/core"), "angular", "an Angular app", _PAGE),
    (_table("react-scripts react-dom react preact @preact/preset-vite"), "page", "a React app", _PAGE),
    (_table("vue @vue/cli-service"), "page", "a Vue app", _PAGE),
    (_table("svelte"), "page", "a Svelte app", _PAGE),
    (_table("solid-js"), "page", "a Solid app", _PAGE),
    (
        _table(
            "lit lit-element alpinejs jquery ember-source mithril htmx.org @hotwired/stimulus @hotwired/turbo riot "
            "inferno backbone three phaser pixi.js @babylonjs/core p5 html-webpack-plugin react-app-rewired"
        ),
        "page",
        "a web app",
        _PAGE,
    ),
)  # fmt: skip
# Who has one of these runs code on a server as well, or on the command line.
_SERVER = _table(
    """
    express fastify koa hono @hono/node-server @nestjs/core @hapi/hapi restify polka micro h3 nitropack
    @feathersjs/feathers apollo-server apollo-server-express @apollo/server graphql-yoga @trpc/server socket.io
    ws discord.js telegraf grammy node-telegram-bot-api @slack/bolt @line/bot-sdk aws-lambda serverless
    firebase-functions firebase-admin wrangler @vercel/node @netlify/functions @cloudflare/workers-types pg
    mysql mysql2 mongoose mongodb @prisma/client prisma typeorm sequelize knex drizzle-orm redis ioredis bull
    bullmq node-cron puppeteer playwright commander yargs ink oclif @oclif/core inquirer
    @modelcontextprotocol/sdk nodemon ts-node vscode @types/vscode @types/express http-server
    """
)
# They build pages where there is one, and libraries or servers elsewhere.
_BUNDLERS = _table(
    "vite parcel parcel-bundler webpack-dev-server webpack esbuild rollup @rsbuild/core @farmfe/core snowpack"
)
_PAGES = ("index.html", "src/index.html", "public/index.html", "app/index.html", "client/index.html")


@dataclass(frozen=True, slots=True)
class App:
    """What a package is: `framework` is page for what runs in the browser alone, empty for what has no client.

    `what` is its name with an article; `audience` ends "everyone who …". `is_mixed` if it has a server, too.
    """

    package: Package
    framework: str
    what: str
    audience: str
    is_mixed: bool

    @property
    def is_client_alone(self) -> bool:
        """Whether what lies in the package's source runs at the client and nowhere else."""
        return self.framework in {"page", "angular", "mobile", "extension"} and not self.is_mixed


def app_of(packages: list[Package]) -> App | None:
    """The app that a file is part of, from the packages that it lies in, the innermost first."""
    for package in packages:
        names = package.dependencies.keys()
        if not names:
            continue
        is_mixed = not _SERVER.isdisjoint(names)
        for signs, framework, what, audience in _FRAMEWORKS:
            if not signs.isdisjoint(names):
                return App(package, framework, what, audience, is_mixed)
        is_page = not _BUNDLERS.isdisjoint(names) and any(
            is_file(os.path.join(package.folder, page)) for page in _PAGES
        )
        return App(package, "page" if is_page else "", "a web app" if is_page else "a package", _PAGE, is_mixed)
    return None
