"""A setting of a bundler that puts the key into what it builds."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sup_lint.keys.names import CONSOLE
from sup_lint.model.finding import Checklist, Confidence, Finding
from sup_lint.model.severity import Severity
from sup_lint.rule import Example, Rule

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project
    from sup_lint.analysis.publishing.inlined import Inlined


class BundledEnvKey(Rule):
    """## What it does

    Reports settings that put the Supertone API key into a build for clients although its variable has no public
    prefix: `define` of Vite, esbuild, Rspack and their like, `DefinePlugin`, `EnvironmentPlugin`, dotenv-webpack,
    `@rollup/plugin-replace`, Babel's plugins of that kind, `env` and `publicRuntimeConfig` of Next.js, the public part
    of Nuxt's `runtimeConfig`, Expo's `extra`, `customFields` of Docusaurus, `--define` on command lines, a whole
    environment from `loadEnv(mode, folder, "")` or `process.env`, and scripts that write the key into a file which is
    served. In apps: `buildConfigField`, `resValue` and `manifestPlaceholders` of Gradle, references in property lists,
    `--dart-define` and `String.fromEnvironment`, `envied`, and dotenv files among the assets or resources of Flutter,
    Electron, PyInstaller and Buildozer.

    ## Why is this bad?

    The bundler replaces the name by the value. The file that it writes then holds the key in clear, and everyone
    downloads that file.

    ## What to do instead

    Take the setting out, and let the client ask a server of yours, which reads the key and calls Supertone. For
    development, the proxy of the development server can add the header. Revoke a key that was built in.

    ## Known limits

    Settings in packages outside the project, and values that a plugin of your own puts in, are not seen.
    """

    code: ClassVar[str] = "SUP204"
    name: ClassVar[str] = "bundled-env-key"
    severity: ClassVar[Severity] = Severity.ERROR
    checklist: ClassVar[Checklist] = Checklist.CLIENT
    summary: ClassVar[str] = (
        'a bundler setting inlines the key: `define`, `DefinePlugin`, `EnvironmentPlugin`, `env:`, `loadEnv(…, "")`, …'
    )
    cwe: ClassVar[tuple[int, ...]] = (200, 522)
    valid: ClassVar[tuple[Example, ...]] = (
        {
            "vite.config.ts": "export default defineConfig(({ mode }) => {\n  const env = loadEnv(mode, process.cwd(), '');\n"
            "  return { server: { proxy: { '/api/tts': { target: 'https://supertoneapi.com',\n"
            "    headers: { 'x-sup-api-key': env.SUPERTONE_API_KEY } } } },\n"
            "    define: { __VERSION__: JSON.stringify(env.npm_package_version) } };\n});\n"
        },
        {
            "build.mjs": "esbuild.build({ platform: 'node', define: { K: JSON.stringify(process.env.SUPERTONE_API_KEY) } });\n"
        },
        {"next.config.js": "module.exports = { serverRuntimeConfig: { key: process.env.SUPERTONE_API_KEY } };\n"},
    )
    invalid: ClassVar[tuple[Example, ...]] = (
        {
            "vite.config.ts": "export default defineConfig(({ mode }) => {\n  const env = loadEnv(mode, process.cwd(), '');\n"
            "  return { define: { 'process.env.SUPERTONE_API_KEY': [|JSON.stringify(env.SUPERTONE_API_KEY)|] } };\n});\n"
        },
        {"next.config.js": "module.exports = { env: { SUPERTONE_API_KEY: [|process.env.SUPERTONE_API_KEY|] } };\n"},
        {"webpack.config.js": "plugins = [new webpack.EnvironmentPlugin(['NODE_ENV', [|'SUPERTONE_API_KEY'|]])];\n"},
        {"package.json": '{"scripts": {"build": "esbuild a.js --define:process.env.[|SUPERTONE_API_KEY|]=$K"}}\n'},
    )

    def check(self, file: "AnalysedFile", project: "Project") -> Iterator[Finding]:
        """Yield a finding for every setting that inlines the key."""
        from sup_lint.analysis.publishing.settings import inlined

        for each in inlined(file, project):
            yield self.finding(
                file,
                each.region,
                f"{_what_happens(each)}: everyone who {each.audience} can read it.",
                help_text="Take it out, and let the client call a server of yours that reads the key and calls Supertone. "
                f"Revoke the key at {CONSOLE} if anything was built with it.",
                confidence=Confidence.HIGH if each.sure else Confidence.MEDIUM,
                is_code=True,
            )


def _what_happens(inlined: "Inlined") -> str:
    key = "the Supertone API key"
    what = key if inlined.sure else f"the whole environment, {key} included,"
    if inlined.way == "filled":
        return f"This place is filled with {key} when the file is deployed or served"
    if inlined.way == "written":
        return f"This script writes {what} into a file that is served"
    tool = inlined.tool[:1].upper() + inlined.tool[1:]
    through = "" if inlined.setting.strip("`") == inlined.tool else f" through {inlined.setting}"
    return f"{tool} puts {what} into what it builds{through}"
