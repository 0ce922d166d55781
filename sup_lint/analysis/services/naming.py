"""What names say of services: which are copies of one for a stage, which only help another, which are no services."""

import functools
import re

_WORD = re.compile(r"(?i:e2e|k8s|ec2|s3)(?![a-zA-Z])|[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+|[^\W\d_a-zA-Z]+")


def _table(words: str) -> frozenset[str]:
    return frozenset(words.split())


_STAGES = {
    **dict.fromkeys(("dev", "devel", "develop", "development", "local", "localhost"), "development"),
    **dict.fromkeys(("test", "tests", "testing", "qa", "uat", "ci", "e2e", "integration"), "test"),
    **dict.fromkeys(("staging", "stage", "stg", "preprod", "preview", "previews", "sandbox", "beta"), "staging"),
    **dict.fromkeys(("prod", "production", "prd", "live", "release"), "production"),
}
# One service more than once: for a stage, in a colour, as a replica, in a region, of a version.
_COPIES = _table(
    """
    blue green canary stable shadow standby primary secondary replica replicas mirror old new legacy backup copy bak
    v next override default master demo pr nightly experimental
    us eu kr ap jp uk apac emea east west north south northeast southeast central seoul tokyo europe america americas
    asia korea japan virginia oregon ohio frankfurt ireland london singapore sydney mumbai
    """
)
# What is started beside a service, from the same code: to prepare it, to try it, to look after it.
_HELPING = _table(
    """
    migrate migration migrations migrator init setup seed seeder seeds bootstrap test tests tester testing e2e
    integration smoke spec specs lint linter check checks healthcheck health probe build builder builds compile debug
    debugger shell console cli devcontainer watch watcher sidecar warmup prestart collectstatic fixtures benchmark
    bench loadtest storybook coverage format typecheck prettier
    """
)
_TESTING = frozenset({"test", "tests", "tester", "testing", "e2e", "playwright", "cypress", "pytest", "jest", "vitest"})
# What a name says of the kind of thing that it names.
_KINDS = _table(
    """
    deployment deploy deployments svc service services container containers pod docker image task taskdef definition
    k8s kube kubernetes compose stack chart helm function lambda fn run job
    """
)
# What the steps of a pipeline do, and with what: the rest of a job's name says to what.
_ACTIONS = _table(
    """
    deploy deploys deployment deploying release releases publish push pushes ship rollout roll out promote upload
    update build builds and to the of for on in with apply plan terraform tofu infra infrastructure cdk pulumi ansible
    sam serverless cluster kubernetes k8s kube helm docker image images container containers registry ecr gcr ghcr ecs
    eks gke aws gcp azure cloud cloudrun run fly flyio render railway heroku vercel netlify cloudflare wrangler lambda
    s3 server servers vm ec2 ssh host production pipeline pipelines workflow ci cd cicd job jobs call reusable auto
    android ios macos windows linux desktop mobile arm64 amd64 rollback cleanup teardown destroy notify verify approve
    wait prepare create manual all it code project main master branch tag
    """
)
# Names that each of several projects may give to its one service.
GENERIC = _table(
    """
    app apps web www api server service backend frontend front back client worker workers main bot site ui job jobs
    program application core src runner
    """
)
# Folders whose contents run nowhere, or no longer, or are others'.
_ASIDE = _table(
    """
    example examples sample samples doc docs documentation test tests __tests__ testing fixtures fixture testdata e2e
    spec specs tutorial tutorials demo demos vendor node_modules third_party thirdparty .devcontainer snippets starter
    starters boilerplate playground cookbook archive archived dist old backup backups bak deprecated legacy
    """
)
# Where things are tried out beside the code: as words of names, and as folders whatever they are called besides.
_EXPLORING = _table(
    """
    notebook notebooks nbs jupyter jupyterlab jupyterhub playground playgrounds exploration explorations experiments
    scratch scratchpad
    """
)
_OF_TOOLS = _table("lab hub server service app ui web")
# What may be an application's name where applications lie side by side, and is a folder of tools anywhere else.
_BESIDE = _table(
    "tools tooling devtools hack research explore poc pocs prototypes spikes scripts sandbox eda labs misc"
)
_OF_APPLICATIONS = _table("apps services applications")
# Folders in which settings of several programs lie, or what deploys them.
_OF_SETTINGS = _table(
    """
    config configs conf env envs environment environments settings secrets deploy deployment deployments docker ops
    infra infrastructure .github .gitlab k8s kubernetes manifests charts helm terraform tf cdk pulumi ansible scripts
    bin ci cluster overlays base kustomize
    """
)
_TEMPLATE = re.compile(r"(?:^|[._-])(?:example|sample|template|tmpl|dist|schema)(?=[._-]|$)", re.IGNORECASE)


@functools.lru_cache(maxsize=4096)
def words(name: str) -> tuple[str, ...]:
    """The words of a name in lower case: `ttsWorker-prod` has three."""
    return tuple(word.lower() for word in _WORD.findall(name[:200]))


@functools.lru_cache(maxsize=4096)
def base_name(name: str) -> str:
    """A service's name without what tells its copies and helpers apart; empty if nothing else is in it."""
    found = words(name)
    return "-".join(word for word in found if not _is_aside_of_name(word)) or "-".join(
        word for word in found if word in _KINDS and word not in _ACTIONS
    )


def _is_aside_of_name(word: str) -> bool:
    return word in _STAGES or word in _COPIES or word in _HELPING or word in _KINDS or word.isdigit()


def is_helper(name: str) -> bool:
    """Whether a name is that of a helper, and says not even whose: `migrate`, `e2e-tests`; or that of any test."""
    found = words(name)
    if not _TESTING.isdisjoint(found) or (
        not _EXPLORING.isdisjoint(found) and (_EXPLORING | _OF_TOOLS).issuperset(found)
    ):
        return True
    return bool(found) and all(_is_aside_of_name(word) for word in found) and not _HELPING.isdisjoint(found)


def target_name(name: str) -> str:
    """What a pipeline's job is about, by the job's name: `api` for `Deploy API to production`; empty for all of it."""
    found = [word for word in words(name) if word not in _ACTIONS and not _is_aside_of_name(word)]
    # Single letters count things: `a.yml` and `b.yml` say nothing of them.
    return "-".join(found) if any(len(word) > 1 or not word.isascii() for word in found) else ""


def is_trial(name: str) -> bool:
    """Whether a pipeline's job tries something out, by its name: it is no service."""
    return not _HELPING.isdisjoint(words(name)) and "deploy" not in words(name)


def stage_of(*names: str) -> str:
    """The stage that the first telling one of some names or paths belongs to; empty for none."""
    return next((_STAGES[word] for name in names for word in words(name) if word in _STAGES), "")


def is_aside(path: str) -> bool:
    """Whether a file, by its posix path relative to the project, is an example, a document, a test, or others'."""
    *folders, name = path.split("/")
    return not _ASIDE.isdisjoint(folder.lower() for folder in folders) or _TEMPLATE.search(name) is not None


def is_exploration(folder: str) -> bool:
    """Whether a folder, by its posix path relative to the project, is for notebooks, experiments or tools."""
    around = ""
    for part in folder.lower().split("/"):
        if _EXPLORING.intersection(words(part)[-1:]) or (part in _BESIDE and around not in _OF_APPLICATIONS):
            return True
        around = part
    return False


def is_notebook_server(image: str) -> bool:
    """Whether an image's name is one of a notebook server: `base-notebook`, `jupyterhub`."""
    return not _NOTEBOOK_SERVERS.isdisjoint(words(image)) or words(image)[-1:] == ("notebook",)


_NOTEBOOK_SERVERS = frozenset({"jupyter", "jupyterlab", "jupyterhub", "zeppelin", "rstudio"})


def telling_words(name: str) -> frozenset[str]:
    """The words of a name that tell one service of a repository from another; none in `app-server`."""
    return frozenset(
        word
        for word in words(name)
        if len(word) > 1 and word not in _SAYING_NOTHING and (word in _ROLES or not _is_aside_of_name(word))
    )


def are_of_two(one: str, two: str) -> bool:
    """Whether names in two kinds of files are hardly of one service: `podcast` and `ivr`, `api` and `worker`.

    `api` and `ivr` may be of one, and so may be `tts` and `speech`, and `app` and anything.
    """
    some, others = telling_words(one), telling_words(two)
    if not some or not others or not some.isdisjoint(others):
        return False
    if some <= _ROLES or others <= _ROLES:
        return some | others <= _ROLES
    return not (some | others) <= _SPEAKING


_ROLES = _table("api worker workers bot web frontend site ui client job jobs")
# What many call the one service of theirs that uses Supertone.
_SPEAKING = _ROLES | _table("tts speech voice voices audio say speak speaker synth synthesis synthesizer text")
# What any service may be called, and Terraform's examples call it.
_SAYING_NOTHING = (GENERIC - _ROLES) | _table("supertone sup to this default project code acme company team com org")


def holds_settings(folder: str) -> bool:
    """Whether a folder is called like one of settings for several programs, or of what deploys them."""
    return folder.lower() in _OF_SETTINGS


def is_generic(base: str) -> bool:
    """Whether a base name says what a service is, but not which one: `web`, `api-server`."""
    return all(word in GENERIC for word in base.split("-"))


def is_within(name: str, other: str) -> bool:
    """Whether all words of one base name are among the other's: `api` and `acme-api`."""
    one, two = set(name.split("-")), set(other.split("-"))
    return bool(name and other) and (one <= two or two <= one)
