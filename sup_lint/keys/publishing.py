"""Which variables build tools publish: what they are called, by whom, and how client code reads them."""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from sup_lint.keys.names import is_key_name, is_neutral_name


@dataclass(frozen=True, slots=True)
class Publisher:
    """A build tool that publishes every variable whose name begins with `prefix`.

    `tool` names it in a sentence, `reading` is how code gets the variable, with X for the rest of its name; `audience`
    ends "everyone who …", as in "opens the page". `server_name` is what remains of a name without the prefix, for
    advice.
    """

    prefix: str
    tool: str
    reading: str
    audience: str = "opens the page"
    any_case: bool = False

    def matches(self, name: str) -> bool:
        """Whether the tool publishes a variable of that name."""
        return name.startswith(self.prefix) or (self.any_case and name.upper().startswith(self.prefix.upper()))


_APP = "installs the app"
# The prefixes as the tools' own sources and manuals give them.
PUBLISHERS = (
    Publisher("VITE_", "Vite", "import.meta.env.VITE_X"),
    Publisher("NEXT_PUBLIC_", "Next.js", "process.env.NEXT_PUBLIC_X"),
    Publisher("REACT_APP_", "Create React App", "process.env.REACT_APP_X", any_case=True),
    Publisher("EXPO_PUBLIC_", "Expo", "process.env.EXPO_PUBLIC_X", _APP),
    Publisher("NUXT_PUBLIC_", "Nuxt", "useRuntimeConfig().public"),
    Publisher("NUXT_ENV_", "Nuxt 2", "process.env.NUXT_ENV_X"),
    Publisher("GATSBY_", "Gatsby", "process.env.GATSBY_X"),
    Publisher("VUE_APP_", "Vue CLI", "process.env.VUE_APP_X"),
    Publisher("PUBLIC_ENV__", "Vike", "import.meta.env.PUBLIC_ENV__X"),
    Publisher("PUBLIC_", "SvelteKit, Astro or Rsbuild", "$env/static/public or import.meta.env.PUBLIC_X"),
    Publisher("SNOWPACK_PUBLIC_", "Snowpack", "import.meta.env.SNOWPACK_PUBLIC_X"),
    Publisher("STORYBOOK_", "Storybook", "process.env.STORYBOOK_X"),
    Publisher("MAIN_VITE_", "electron-vite", "import.meta.env.MAIN_VITE_X", _APP),
    Publisher("PRELOAD_VITE_", "electron-vite", "import.meta.env.PRELOAD_VITE_X", _APP),
    Publisher("RENDERER_VITE_", "electron-vite", "import.meta.env.RENDERER_VITE_X", _APP),
    Publisher("TAURI_ENV_", "Tauri", "import.meta.env.TAURI_ENV_X", _APP),
    Publisher("TAURI_", "Tauri", "import.meta.env.TAURI_X", _APP),
    Publisher("PLASMO_PUBLIC_", "Plasmo", "process.env.PLASMO_PUBLIC_X", "installs the extension"),
    Publisher("WXT_", "WXT", "import.meta.env.WXT_X", "installs the extension"),
    Publisher("UMI_APP_", "Umi", "process.env.UMI_APP_X"),
    Publisher("PREACT_APP_", "Preact CLI", "process.env.PREACT_APP_X"),
    Publisher("NX_PUBLIC_", "Nx", "process.env.NX_PUBLIC_X", any_case=True),
    Publisher("NX_", "Nx", "process.env.NX_X"),
    Publisher("REDWOOD_ENV_", "RedwoodJS", "process.env.REDWOOD_ENV_X"),
    Publisher("SANITY_STUDIO_", "Sanity Studio", "process.env.SANITY_STUDIO_X"),
    Publisher("BUN_PUBLIC_", "Bun", "process.env.BUN_PUBLIC_X"),
    Publisher("WAKU_PUBLIC_", "Waku", "import.meta.env.WAKU_PUBLIC_X"),
    Publisher("TARO_APP_", "Taro", "process.env.TARO_APP_X", "opens the app"),
    Publisher("STRAPI_ADMIN_", "the admin panel of Strapi", "process.env.STRAPI_ADMIN_X"),
    Publisher("WEBJS_PUBLIC_", "webjs", "process.env.WEBJS_PUBLIC_X"),
    Publisher("NG_APP_", "@ngx-env/builder", "import.meta.env.NG_APP_X"),
    Publisher("FRESH_PUBLIC_", "Fresh", 'Deno.env.get("FRESH_PUBLIC_X")'),
    Publisher("RAZZLE_", "Razzle", "process.env.RAZZLE_X"),
    Publisher("POI_APP_", "Poi", "process.env.POI_APP_X"),
    Publisher("ELM_APP_", "Create Elm App", "process.env.ELM_APP_X"),
    Publisher("PAYLOAD_PUBLIC_", "Payload", "process.env.PAYLOAD_PUBLIC_X"),
    Publisher("GRIDSOME_", "Gridsome", "process.env.GRIDSOME_X"),
)
# PUBLIC_ENV__ before PUBLIC_.
_BY_LENGTH = tuple(sorted(PUBLISHERS, key=lambda publisher: -len(publisher.prefix)))
_LONGEST_NAME = 128
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*", re.ASCII)


@functools.lru_cache(maxsize=4096)
def published_by(name: str, further: tuple[Publisher, ...] = (), *, tied: bool = False) -> Publisher | None:
    """The tool that publishes the variable `name` if it holds the Supertone key; None for any other variable.

    `further` are publishers that a project's own settings make. Where the code around is `tied` to Supertone, what
    follows the prefix may be a neutral name: VITE_TTS_API_KEY.
    """
    if len(name) > _LONGEST_NAME or not _IDENTIFIER.fullmatch(name):
        return None
    if any(publisher.matches(name) for publisher in further) and is_key_name(name):  # also SUPERTONE_ itself
        return next(publisher for publisher in further if publisher.matches(name))
    for publisher in (*further, *_BY_LENGTH):
        if publisher.matches(name):
            rest = name[len(publisher.prefix) :]
            if is_key_name(rest) or (tied and is_neutral_name(rest)):
                return publisher
    return None


def names_in(text: str, further: tuple[Publisher, ...] = (), *, tied: bool = False) -> list[tuple[int, str, Publisher]]:
    """The published variables that a text names: the offset and the name of each, and who publishes it."""
    return [
        (match.start(), match[0], publisher)
        for match in _pattern(further).finditer(text)
        if (publisher := published_by(match[0], further, tied=tied)) is not None
    ]


@functools.lru_cache(maxsize=256)
def _pattern(further: tuple[Publisher, ...]) -> re.Pattern[str]:
    """Whole names that begin with a prefix; names that no letter, digit or underscore goes before."""
    prefixes = sorted({publisher.prefix for publisher in (*further, *PUBLISHERS)}, key=len, reverse=True)
    exact = "|".join(re.escape(prefix) for prefix in prefixes)
    folded = "|".join(re.escape(each.prefix) for each in PUBLISHERS if each.any_case)
    return re.compile(rf"(?<!\w)(?:{exact}|(?i:{folded}))\w{{1,{_LONGEST_NAME}}}", re.ASCII)


def server_name(name: str, publisher: Publisher) -> str:
    """What a published variable should be called to be the server's alone: VITE_SUPERTONE_API_KEY loses VITE_."""
    return name[len(publisher.prefix) :].lstrip("_")


def publishers_of(prefixes: Iterable[str], tool: str, reading: str) -> tuple[Publisher, ...]:
    """Publishers for the prefixes that a project sets itself."""
    return tuple(Publisher(prefix, tool, f"{reading}{prefix}X") for prefix in prefixes if prefix)
