"""Look-alikes of a shared key: one service in several forms, and services with a key each."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import checked
from tests.rules.services.manifests_of import (
    CODE,
    SHARED,
    calling,
    compose,
    deploying,
    given,
    job,
    literal_workload,
    reusable,
    workflow,
    workload,
)

_BLUEPRINT = """services:
  - {type: web, name: api, rootDir: api, envVars: [{key: SUPERTONE_API_KEY, sync: false}]}
  - {type: worker, name: dubbing, rootDir: dubbing, envVars: [{key: SUPERTONE_API_KEY, sync: false}]}
"""
_ONE_CODE_BLUEPRINT = """services:
  - type: web
    name: web
    envVars: [{fromGroup: voices}]
  - type: worker
    name: queue
    envVars: [{fromGroup: voices}]
envVarGroups:
  - name: voices
    envVars: [{key: SUPERTONE_API_KEY, sync: false}]
"""
_CHART = {
    "charts/voices/Chart.yaml": "name: voices\nversion: 1.0.0\n",
    "charts/voices/values.yaml": "secret: supertone\nweb: {image: acme/web}\nworker: {image: acme/worker}\n",
    "charts/voices/templates/web.yaml": workload(
        "{{ .Release.Name }}-web", '"{{ .Values.web.image }}:1"', "supertone/key"
    ),
    "charts/voices/templates/worker.yaml": workload(
        "{{ .Release.Name }}-worker", '"{{ .Values.worker.image }}:1"', "supertone/key"
    ),
}

CASES: dict[str, Example] = {
    "one service by other names, with a key in clear": {
        "compose.yaml": compose(tts=f"build: .\n{given('«key»')}"),
        "k8s/narrator.yaml": literal_workload("narrator", "acme/narrator", "«key»"),
    },
    "one that speaks, by other words": {
        "compose.yaml": compose(tts=f"build: ./tts\n{given('«key»')}"),
        "k8s/speech.yaml": literal_workload("speech-api", "acme/speech-api", "«key»"),
    },
    "a name that says nothing, with a key in clear": {
        "compose.yaml": compose(app=f"build: ./app\n{given('«key»')}"),
        "k8s/ivr.yaml": literal_workload("ivr", "acme/ivr", "«key»"),
    },
    "another name for the same image": {
        "compose.yaml": compose(podcast=f"image: acme/ivr\n{given('«key»')}"),
        "k8s/ivr.yaml": literal_workload("telephony", "acme/ivr-server", "«key»"),
    },
    "an image in common by a word": {
        "compose.yaml": compose(podcast=f"build: ./telephony\n{given('«key»')}"),
        "k8s/ivr.yaml": literal_workload("ivr", "acme/telephony-ivr", "«key»"),
    },
    "references in compose and in Kubernetes": {
        "compose.yaml": compose(podcast=f"build: ./podcast\n{given(SHARED)}"),
        "k8s/ivr.yaml": workload("ivr", "acme/ivr", "supertone/key"),
    },
    **{
        f"{folder} beside an application": {
            "app/pyproject.toml": "",
            "app/.env": "SUPERTONE_API_KEY=«key»\n",
            "app/a.py": CODE,
            f"{folder}/requirements.txt": "supertone\n",
            f"{folder}/.env": "SUPERTONE_API_KEY=«key»\n",
            f"{folder}/x.py": CODE,
        }
        for folder in (
            "notebooks",
            "research/jupyter-notebooks",
            "data-exploration",
            "playgrounds",
            "tools/voices",
            "hack",
        )
    },
    "a notebook server of compose": {
        "compose.yaml": compose(
            app=f"build: .\n{given(SHARED)}",
            jupyter=f"image: jupyter/base-notebook\n{given(SHARED)}",
            science=f"image: quay.io/jupyter/scipy-notebook:2024\n{given(SHARED)}",
            notebook=f"build: ./lab\n{given(SHARED)}",
            eda=f"build: ./notebooks\n{given(SHARED)}",
        )
    },
    "workflows with short names, for regions": {
        f".github/workflows/{name}.yml": workflow(
            job(f"deploy-{region}", *deploying(f"flyctl deploy --config fly.{region}.toml")), name=name
        )
        for name, region in (("a", "us"), ("b", "eu"), ("c", "europe"), ("x1", "asia"))
    },
    "a called workflow that deploys one service to stages": {
        ".github/workflows/deploy.yml": reusable("helm upgrade speech ./chart"),
        **{
            f".github/workflows/deploy-{stage}.yml": workflow(calling("deploy", stage), name=f"Deploy {stage}")
            for stage in ("dev", "prod")
        },
    },
    "a called workflow with a secret for each": {
        ".github/workflows/deploy.yml": reusable("./deploy.sh"),
        ".github/workflows/main.yml": workflow(
            *(calling(name, "prod", f"${{{{ secrets.SUPERTONE_API_KEY_{name.upper()} }}}}") for name in ("api", "bot"))
        ),
    },
    "a single service": {"compose.yaml": compose(tts=f"build: .\n{given(SHARED)}")},
    "a variable for each": {
        "compose.yaml": compose(
            api=f"build: ./api\n{given('${SUPERTONE_API_KEY_API}')}",
            worker=f"build: ./worker\n{given('${SUPERTONE_API_KEY_WORKER}')}",
        )
    },
    "a key for each in clear": {
        "compose.yaml": compose(
            api=f"build: ./api\n{given('«key»')}", worker=f"build: ./worker\n{given('«key|another»')}"
        )
    },
    "override": {
        "compose.yaml": compose(tts=f"build: .\n{given(SHARED)}"),
        "compose.override.yaml": compose(tts=given(SHARED)),
        "docker-compose.prod.yml": compose(tts=f"image: acme/tts:1\n{given(SHARED)}"),
    },
    "stages in one file": {
        "compose.yaml": compose(
            tts_dev=f"image: acme/tts:dev\n{given(SHARED)}",
            tts_staging=f"image: acme/tts:rc\n{given(SHARED)}",
            tts_prod=f"image: acme/tts:1\n{given(SHARED)}",
        )
    },
    "stages with their own images": {
        "compose.yaml": compose(
            tts_dev=f"image: acme/tts-dev\n{given(SHARED)}", tts_prod=f"image: acme/tts-prod\n{given(SHARED)}"
        )
    },
    "replicas": {"compose.yaml": compose(tts_1=f"build: ./a\n{given(SHARED)}", tts_2=f"build: ./b\n{given(SHARED)}")},
    "blue and green": {
        "compose.yaml": compose(
            api_blue=f"image: acme/api:41\n{given(SHARED)}", api_green=f"image: acme/api:42\n{given(SHARED)}"
        )
    },
    "canary with another registry": {
        "compose.yaml": compose(
            speech=f"image: ghcr.io/acme/speech:1\n{given(SHARED)}",
            speech_canary=f"image: registry.acme.dev/canary/speech:2\n{given(SHARED)}",
        )
    },
    "web and worker of one build": {
        "compose.yaml": compose(
            web=f"build: .\ncommand: gunicorn app\n{given(SHARED)}",
            worker=f"build:\n  context: ./\ncommand: celery -A app worker\n{given(SHARED)}",
            beat=f"build: .\ncommand: celery -A app beat\n{given(SHARED)}",
        )
    },
    "two targets of one build": {
        "compose.yaml": compose(
            web=f"build: {{context: ., target: web}}\n{given(SHARED)}",
            worker=f"build: {{context: ., target: worker, dockerfile: docker/worker/Dockerfile}}\n{given(SHARED)}",
        )
    },
    "one image with two commands": {
        "compose.yaml": compose(
            web=f"image: acme/voices:3\n{given(SHARED)}",
            queue=f"image: acme/voices@sha256:{'ab' * 32}\ncommand: work\n{given(SHARED)}",
        )
    },
    "one image in a variable": {
        "compose.yaml": compose(
            web=f"image: ${{IMAGE:-acme/app}}:3\n{given(SHARED)}",
            queue=f"image: ${{IMAGE:-acme/app}}:3\n{given(SHARED)}",
        )
    },
    "an override of two that are built alike": {
        "compose.yaml": compose(web="build: .", queue="build: .\ncommand: work"),
        "compose.override.yaml": compose(web=given(SHARED), queue=given(SHARED)),
    },
    "an override of nobody knows what": {
        "compose.local.yaml": compose(web=given(SHARED), queue=given(SHARED)),
    },
    "two that extend one build": {
        "base.yml": compose(app="build: ."),
        "compose.yaml": compose(
            web=f"extends: {{file: base.yml, service: app}}\n{given(SHARED)}",
            queue=f"extends: {{file: base.yml, service: app}}\n{given(SHARED)}",
        ),
    },
    "patches of nobody knows what": {
        f"k8s/prod/{name}.yaml": "".join(
            line for line in workload(name, "x", "supertone/key").splitlines(keepends=True) if "image:" not in line
        )
        for name in ("web", "queue")
    },
    "one folder mounted into two": {
        "compose.yaml": compose(
            web=f"image: node:22\nvolumes: ['.:/app']\n{given(SHARED)}",
            queue=f"image: node:22\nvolumes:\n  - type: bind\n    source: .\n    target: /app\n{given(SHARED)}",
        )
    },
    "migrations and tests beside": {
        "compose.yaml": compose(
            api=f"build: ./api\n{given(SHARED)}",
            migrate=f"build: ./db\n{given(SHARED)}",
            e2e_tests=f"build: ./e2e\n{given(SHARED)}",
            api_healthcheck=f"image: acme/checker\n{given(SHARED)}",
            test_runner=f"image: acme/runner\n{given(SHARED)}",
            init=f"image: acme/init\n{given(SHARED)}",
        )
    },
    "an anchor for one service and its helper": {
        "compose.yaml": "x-env: &env\n  SUPERTONE_API_KEY: ${SUPERTONE_API_KEY}\n"
        + compose(api="build: ./api\nenvironment:\n  <<: *env\n  LOG: debug", seed="build: ./seed\nenvironment: *env")
    },
    "an env file for all, that one needs": {
        ".env.example": "SUPERTONE_API_KEY=\nPOSTGRES_PASSWORD=\n",
        "api/tts.py": CODE,
        "web/app.py": "print('no speech here, but see supertone')\n",
        "compose.yaml": compose(
            api="build: ./api\nenv_file: .env",
            web="build: ./web\nenv_file: .env",
            db="image: postgres:17\nenv_file: [.env]",
        ),
    },
    "an env file for one code base": {
        ".env.example": "SUPERTONE_API_KEY=\n",
        "app/tts.py": CODE,
        "compose.yaml": compose(web="build: .\nenv_file: .env", worker="build: .\nenv_file: .env"),
    },
    "an env file for each": {
        "api/.env.example": "SUPERTONE_API_KEY=\n",
        "bot/.env.example": "SUPERTONE_API_KEY=\n",
        "api/tts.py": CODE,
        "bot/tts.py": CODE,
        "compose.yaml": compose(
            api=f"build: ./api\nenv_file: api/.env\n{given('', 'VOICE')}", bot="build: ./bot\nenv_file: ./bot/.env"
        ),
    },
    "compose projects of their own": {
        "speech/compose.yaml": compose(tts=f"build: .\n{given(SHARED)}"),
        "podcast/compose.yaml": compose(podcast=f"build: .\n{given(SHARED)}"),
    },
    "an example": {
        "examples/compose.yaml": compose(one=f"build: ./one\n{given('«key»')}", two=f"build: ./two\n{given('«key»')}")
    },
    "documents": {
        "docs/compose.yaml": compose(one=f"build: ./one\n{given(SHARED)}", two=f"build: ./two\n{given(SHARED)}"),
        ".devcontainer/docker-compose.yml": compose(
            one=f"build: ./one\n{given(SHARED)}", two=f"build: ./two\n{given(SHARED)}"
        ),
    },
    "other variables shared": {
        "compose.yaml": compose(
            api=f"build: ./api\n{given('${SUPERTONE_VOICE_ID}', 'SUPERTONE_VOICE_ID')}",
            bot=f"build: ./bot\n{given('${SUPERTONE_VOICE_ID}', 'SUPERTONE_VOICE_ID')}",
        )
    },
    "another vendor's key shared": {
        "compose.yaml": compose(
            api=f"build: ./api\n{given('${ELEVENLABS_API_KEY}', 'ELEVENLABS_API_KEY')}",
            supertone_bot=f"build: ./bot\n{given('${ELEVENLABS_API_KEY}', 'ELEVENLABS_API_KEY')}",
        )
    },
    "placeholders": {
        "compose.yaml": compose(
            api=f"build: ./api\n{given('your-api-key-here')}", bot=f"build: ./bot\n{given('your-api-key-here')}"
        )
    },
    "compose and kubernetes": {
        "compose.yaml": compose(narrator=f"build: .\n{given('«key»')}"),
        "k8s/secret.yaml": "apiVersion: v1\nkind: Secret\nmetadata: {name: tts}\nstringData: {api-key: «key»}\n",
        "k8s/app.yaml": workload("acme-speech", "acme/speech:1", "tts/api-key"),
    },
    "api in compose, acme-api in kubernetes": {
        "compose.yaml": compose(api=f"build: ./server\n{given('«key»')}"),
        "k8s/secret.yaml": "apiVersion: v1\nkind: Secret\nmetadata: {name: tts}\nstringData: {supertone-api-key: «key»}\n",
        "k8s/app.yaml": workload("acme-api", "acme/api:1", "tts/supertone-api-key"),
    },
    "overlays": {
        "k8s/base/deployment.yaml": workload("speech", "acme/speech", "supertone/key"),
        "k8s/overlays/dev/patch.yaml": workload("speech", "acme/speech:dev", "supertone/key"),
        "k8s/overlays/prod/patch.yaml": workload("speech", "acme/speech:1", "supertone/key"),
    },
    "stages by namespace": {
        "k8s/all.yaml": "---\n".join(
            workload("speech", "acme/speech", "supertone/key", namespace=space) for space in ("dev", "staging", "prod")
        )
    },
    "stages by name in kubernetes": {
        "k8s/all.yaml": "---\n".join(
            workload(f"speech-{s}", f"acme/speech:{s}", "supertone/key") for s in ("qa", "prod")
        )
    },
    "web and worker of one image": {
        "k8s/web.yaml": workload("web", "ghcr.io/acme/voices:1.2", "supertone/key"),
        "k8s/worker.yaml": workload("worker", "ghcr.io/acme/voices:1.2", "supertone/key"),
        "k8s/nightly.yaml": workload("nightly-report", "ghcr.io/acme/voices:1.2", "supertone/key", kind="CronJob"),
    },
    "a job that migrates": {
        "k8s/web.yaml": workload("web", "acme/web:1", "supertone/key"),
        "k8s/migrate.yaml": workload("migrate", "acme/migrate:1", "supertone/key", kind="Job"),
    },
    "secrets of two namespaces": {
        "k8s/a.yaml": workload("api", "acme/api", "supertone/key", namespace="speech"),
        "k8s/b.yaml": workload("bot", "acme/bot", "supertone/key", namespace="chat"),
    },
    "secrets of two kustomizations": {
        "api/k8s/kustomization.yaml": "namespace: speech\nresources: [d.yaml]\n",
        "api/k8s/d.yaml": workload("api", "acme/api", "supertone/key"),
        "bot/k8s/kustomization.yaml": "namespace: chat\nresources: [d.yaml]\n",
        "bot/k8s/d.yaml": workload("bot", "acme/bot", "supertone/key"),
    },
    "a secret for each beside it": {
        "api/k8s/secret.yaml": "apiVersion: v1\nkind: Secret\nmetadata: {name: supertone}\nstringData: {supertone-key: CHANGE_ME}\n",
        "api/k8s/d.yaml": workload("api", "acme/api", "supertone/supertone-key"),
        "bot/k8s/secret.yaml": "apiVersion: v1\nkind: Secret\nmetadata: {name: supertone}\nstringData: {supertone-key: CHANGE_ME}\n",
        "bot/k8s/d.yaml": workload("bot", "acme/bot", "supertone/supertone-key"),
    },
    "two entries of one secret": {
        "k8s/a.yaml": workload("api", "acme/api", "supertone/api-key"),
        "k8s/b.yaml": workload("bot", "acme/bot", "supertone/bot-key"),
    },
    "one chart": _CHART,
    "charts with secrets of their releases": {
        f"charts/{name}/{path}": text
        for name in ("speech", "podcast")
        for path, text in {
            "Chart.yaml": f"name: {name}\n",
            "templates/deployment.yaml": workload(
                '{{ include "app.fullname" . }}',
                '"{{ .Values.image }}"',
                '{{ include "app.fullname" . }}-supertone/api-key',
            ),
        }.items()
    },
    "workflow that tests, lints and deploys": {
        ".github/workflows/ci.yml": workflow(
            job("test", *deploying("pytest")),
            job("lint", *deploying("ruff check")),
            job("e2e", *deploying("npx playwright test")),
            job("build", *deploying("docker build .")),
            job("deploy", *deploying("flyctl deploy")),
        )
    },
    "workflow that deploys to stages": {
        ".github/workflows/deploy.yml": workflow(
            job("deploy-staging", "environment: staging", *deploying("./deploy.sh staging")),
            job("deploy-production", "environment: production", *deploying("./deploy.sh production")),
        )
    },
    "stages deployed without environments": {
        ".github/workflows/deploy.yml": workflow(
            job("deploy-api-staging", *deploying("make deploy-staging")),
            job("deploy-api-production", *deploying("make deploy-production")),
        )
    },
    "two workflows deploy all": {
        ".github/workflows/deploy.yml": workflow(job("deploy", *deploying("kubectl apply -f k8s"))),
        ".github/workflows/release.yml": workflow(job("release", *deploying("kubectl apply -f k8s")), name="Release"),
        ".github/workflows/preview.yml": workflow(job("preview", *deploying("vercel deploy")), name="Preview"),
    },
    "a workflow and the service it deploys": {
        "compose.yaml": compose(api=f"build: ./api\n{given(SHARED)}"),
        ".github/workflows/deploy.yml": workflow(job("deploy", *deploying("ssh host docker compose up -d"))),
    },
    "secrets for each service in a workflow": {
        ".github/workflows/deploy.yml": workflow(
            job("deploy-api", *deploying("flyctl deploy", "${{ secrets.SUPERTONE_API_KEY_API }}")),
            job("deploy-bot", *deploying("flyctl deploy", "${{ secrets.SUPERTONE_API_KEY_BOT }}")),
        )
    },
    "an environment for each service": {
        ".github/workflows/deploy.yml": workflow(
            job("deploy-api", "environment: api", *deploying("flyctl deploy")),
            job("deploy-bot", "environment:", "  name: bot", *deploying("flyctl deploy")),
        )
    },
    "an environment for each of a matrix": {
        ".github/workflows/deploy.yml": workflow(
            job(
                "deploy",
                "strategy:",
                "  matrix:",
                "    service: [api, bot]",
                "environment: ${{ matrix.service }}",
                *deploying("./deploy.sh ${{ matrix.service }}"),
            )
        )
    },
    "a matrix of stages and versions": {
        ".github/workflows/deploy.yml": workflow(
            job(
                "deploy",
                "strategy:",
                "  matrix:",
                "    app: [staging, production]",
                "    python: ['3.11', '3.12']",
                *deploying("./deploy.sh ${{ matrix.app }} ${{ matrix.python }}"),
            )
        )
    },
    "packages that read the same name": {
        "package.json": '{"workspaces": ["apps/*"]}',
        "apps/api/package.json": '{"name": "api"}',
        "apps/api/src/tts.js": "const key = process.env.SUPERTONE_API_KEY; // supertone\n",
        "apps/bot/package.json": '{"name": "bot"}',
        "apps/bot/src/tts.js": "const key = process.env.SUPERTONE_API_KEY; // supertone\n",
    },
    "packages with a key each": {
        "apps/api/package.json": "{}",
        "apps/api/.env": "SUPERTONE_API_KEY=«key»\n",
        "apps/bot/package.json": "{}",
        "apps/bot/.env": "SUPERTONE_API_KEY=«key|another»\n",
    },
    "the root's key in one package": {
        "package.json": "{}",
        ".env": "SUPERTONE_API_KEY=«key»\n",
        "apps/api/package.json": "{}",
        "apps/api/.env": "SUPERTONE_API_KEY=«key»\n",
    },
    "environment files of one package": {
        "apps/api/package.json": "{}",
        "apps/api/.env": "SUPERTONE_API_KEY=«key»\n",
        "apps/api/.env.production": "SUPERTONE_API_KEY=«key»\n",
        "apps/api/config/dev.json": '{"supertone": {"api_key": "«key»"}}',
    },
    "environment files by stage": {
        "deploy/dev/.env": "SUPERTONE_API_KEY=«key»\n",
        "deploy/prod/.env": "SUPERTONE_API_KEY=«key»\n",
        "config/api.env": "SUPERTONE_API_KEY=«key»\n",
    },
    "an application and the library it uses": {
        "apps/api/package.json": "{}",
        "apps/api/.env": "SUPERTONE_API_KEY=«key»\n",
        "packages/speech/package.json": "{}",
        "packages/speech/src/index.js": 'export const SUPERTONE_API_KEY = "«key»";\n',
    },
    "tests and examples of a package": {
        "services/api/pyproject.toml": "",
        "services/api/app.py": 'SUPERTONE_API_KEY = "«key»"\n',
        "tests/e2e/pyproject.toml": "",
        "tests/e2e/run.py": 'SUPERTONE_API_KEY = "«key»"\n',
        "examples/bot/pyproject.toml": "",
        "examples/bot/bot.py": 'SUPERTONE_API_KEY = "«key»"\n',
    },
    "one package and its old copy": {
        "services/api/pyproject.toml": "",
        "services/api/app.py": 'SUPERTONE_API_KEY = "«key»"\n',
        "services/api-old/pyproject.toml": "",
        "services/api-old/app.py": 'SUPERTONE_API_KEY = "«key»"\n',
    },
    "a library called core": {
        "server/build.gradle": "",
        "server/application.properties": "supertone.api.key=«key»\n",
        "core/build.gradle": "",
        "core/src/Tts.kt": 'val SUPERTONE_API_KEY = "«key»"\n',
    },
    "platforms of one application": {
        "mobile/package.json": "{}",
        "mobile/android/build.gradle": "",
        "mobile/android/gradle.properties": "SUPERTONE_API_KEY=«key»\n",
        "mobile/ios/Package.swift": "",
        "mobile/ios/Tts.swift": 'let supertoneApiKey = "«key»"\n',
    },
    "lessons": {
        "01-hello/package.json": "{}",
        "01-hello/.env": "SUPERTONE_API_KEY=«key»\n",
        "02-streaming/package.json": "{}",
        "02-streaming/.env": "SUPERTONE_API_KEY=«key»\n",
        "chapter3/.env": "SUPERTONE_API_KEY=«key»\n",
        "chapter4/.env": "SUPERTONE_API_KEY=«key»\n",
    },
    "an application and its backup": {
        "api/package.json": "{}",
        "api/.env": "SUPERTONE_API_KEY=«key»\n",
        "backup/api/package.json": "{}",
        "backup/api/.env": "SUPERTONE_API_KEY=«key»\n",
    },
    "a compose file for tests": {
        "compose.yaml": compose(api=f"build: ./api\n{given(SHARED)}"),
        "docker-compose.test.yml": compose(runner=f"build: ./browser\n{given(SHARED)}"),
    },
    "infrastructure and the service on it": {
        ".github/workflows/deploy.yml": workflow(
            job("terraform", "defaults: {run: {working-directory: infra}}", *deploying("terraform apply")),
            job("cluster", *deploying("cd deploy/k8s && kubectl apply -k .")),
            job("deploy-api", *deploying("flyctl deploy")),
        )
    },
    "stores of one application": {
        ".github/workflows/apps.yml": workflow(
            job("deploy-android", *deploying("fastlane deploy")), job("deploy-ios", *deploying("fastlane deploy"))
        )
    },
    "process types of one program": {
        "Procfile": "web: gunicorn app:app\nworker: python worker.py\nrelease: python manage.py migrate\n",
        "app.py": CODE,
        "worker.py": CODE,
    },
    "process types that share the code that speaks": {
        "Procfile": "web: gunicorn web.app:app\nworker: python -m jobs.main\n",
        "web/app.py": "from speech.tts import client\n\n# supertone\n",
        "jobs/main.py": "from speech.tts import client\n\n# supertone\n",
        "speech/tts.py": CODE,
    },
    "process types of one package": {
        "Procfile": "web: uvicorn app.main:app\nworker: celery -A app.tasks worker\nbot: python app/bot.py\n",
        "app/main.py": CODE,
        "app/tasks.py": CODE,
        "app/bot.py": CODE,
    },
    "symfony's services": {
        "config/services.yaml": "services:\n  App\\Tts:\n    arguments: {$key: '%env(SUPERTONE_API_KEY)%'}\n"
        "    environment: {SUPERTONE_API_KEY: $SUPERTONE_API_KEY}\n"
        "  App\\Bot:\n    environment: {SUPERTONE_API_KEY: $SUPERTONE_API_KEY}\n"
    },
    "process types of which one speaks": {
        "Procfile": "web: cd api && npm start\nworker: cd worker && npm start\n",
        "api/package.json": "{}",
        "api/tts.js": 'fetch("https://supertoneapi.com/v1", {headers: {"x-sup-api-key": process.env.SUPERTONE_API_KEY}});\n',
        "worker/package.json": "{}",
        "worker/index.js": "console.log(1);\n",
    },
    "render services with keys of their own": {"render.yaml": _BLUEPRINT},
    "render processes of one code base": {"render.yaml": _ONE_CODE_BLUEPRINT},
    "functions of one serverless service": {
        "serverless.yml": "service: speech\nprovider:\n  name: aws\nfunctions:\n"
        "  say: {handler: a.say, environment: {SUPERTONE_API_KEY: '${ssm:/prod/supertone}'}}\n"
        "  dub: {handler: a.dub, environment: {SUPERTONE_API_KEY: '${ssm:/prod/supertone}'}}\n"
    },
    "serverless services that read their environment": {
        f"{name}/serverless.yml": f"service: {name}\nprovider:\n  name: aws\n"
        "  environment: {SUPERTONE_API_KEY: '${env:SUPERTONE_API_KEY}'}\n"
        for name in ("speech", "podcast")
    },
    "modules for stages in terraform": {
        "main.tf": "".join(
            f'module "speech_{stage}" {{\n  source = "./speech"\n  supertone_api_key = var.supertone_api_key\n}}\n'
            for stage in ("staging", "production")
        )
    },
    "two functions of one package in terraform": {
        "main.tf": "".join(
            f'resource "aws_lambda_function" "{name}" {{\n  filename = "build/app.zip"\n  handler = "app.{name}"\n'
            "  environment {\n    variables = {\n      SUPERTONE_API_KEY = var.supertone_api_key\n    }\n  }\n}\n"
            for name in ("say", "dub")
        )
    },
    "a task definition with a sidecar": {
        "ecs/task.json": '{"family": "speech", "containerDefinitions": ['
        '{"name": "app", "image": "acme/speech", "secrets": [{"name": "SUPERTONE_API_KEY", "valueFrom": "/prod/supertone"}]},'
        '{"name": "agent", "image": "acme/agent", "secrets": [{"name": "SUPERTONE_API_KEY", "valueFrom": "/prod/supertone"}]}]}'
    },
    "task definitions of stages": {
        f"ecs/{stage}.json": f'{{"family": "speech-{stage}", "containerDefinitions": [{{"name": "app", '
        '"image": "acme/speech", "secrets": [{"name": "SUPERTONE_API_KEY", "valueFrom": "/shared/supertone"}]}]}'
        for stage in ("staging", "production")
    },
}


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_shared(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report, _ = checked(CASES[name], tmp_path)
    assert [each for each in report.findings if each.code == "SUP501"] == []
