"""One key, or one reference, that serves several services."""

from pathlib import Path

import pytest

from sup_lint.config import Config
from sup_lint.engine.runner import check_paths
from sup_lint.rule import Example
from tests.rules.examples import KEY, checked
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

MARKED = "[|${SUPERTONE_API_KEY}|]"
_LAMBDA = """resource "aws_lambda_function" "{name}" {{
  filename = "build/{name}.zip"
  environment {{
    variables = {{
      SUPERTONE_API_KEY = {value}
    }}
  }}
}}
"""

# The services that the message names, and the files.
CASES: dict[str, tuple[str, Example]] = {
    "a key in clear in compose and in Kubernetes": (
        "podcast and ivr",
        {
            "compose.yaml": compose(podcast=f"build: ./podcast\n{given('«key»')}"),
            "k8s/ivr.yaml": literal_workload("ivr", "acme/ivr", "[|«key»|]"),
        },
    ),
    "a key in clear in compose and in Terraform": (
        "podcast and ivr",
        {
            "compose.yaml": compose(podcast=f"image: acme/podcast\n{given('«key»')}"),
            "main.tf": _LAMBDA.format(name="ivr", value='[|"«key»"|]'),
        },
    ),
    "a key in clear in Kubernetes and in Terraform, of stages": (
        "ivr-prod and tts",
        {
            "k8s/ivr.yaml": literal_workload("ivr-prod", "acme/ivr", "«key»"),
            "main.tf": _LAMBDA.format(name="tts", value='[|"«key»"|]'),
        },
    ),
    "a key in clear of two roles": (
        "api and worker",
        {
            "compose.yaml": compose(api=f"build: ./api\n{given('«key»')}"),
            "k8s/worker.yaml": literal_workload("worker", "acme/worker", "[|«key»|]"),
        },
    ),
    "settings of a platform that say what they are for": (
        "bot and worker",
        {
            ".github/workflows/a.yml": workflow(
                job("deploy", *deploying("flyctl deploy --config apps/bot/fly.toml")), name="Deploy"
            ),
            ".github/workflows/b.yml": workflow(
                job(
                    "deploy",
                    *deploying("flyctl deploy --config fly.worker.toml", "[|${{ secrets.SUPERTONE_API_KEY }}|]"),
                ),
                name="Deploy",
            ),
        },
    ),
    "a called workflow that is told what to deploy": (
        "api and bot",
        {
            ".github/workflows/deploy.yml": reusable("./deploy.sh"),
            ".github/workflows/main.yml": workflow(
                calling("api", "prod"), calling("bot", "prod", "[|${{ secrets.SUPERTONE_API_KEY }}|]")
            ),
        },
    ),
    "a notebook beside two services": (
        "api and worker",
        {
            "compose.yaml": compose(
                api=f"build: ./api\n{given(SHARED)}",
                jupyter=f"image: jupyter/base-notebook\n{given(SHARED)}",
                worker=f"build: ./worker\n{given(MARKED)}",
            )
        },
    ),
    "a variable": (
        "api and worker",
        {"compose.yaml": compose(api=f"build: ./api\n{given(SHARED)}", worker=f"build: ./worker\n{given(MARKED)}")},
    ),
    "three services": (
        "api, bot and worker",
        {
            "compose.yaml": compose(
                api=f"build: ./api\n{given(SHARED)}",
                bot=f"image: acme/bot\n{given(MARKED)}",
                worker=f"build: ./worker\n{given('${SUPERTONE_API_KEY:?set it}')}",
            )
        },
    ),
    "a key in clear": (
        "api and worker",
        {
            "compose.yaml": compose(
                api=f"build: ./api\n{given('«key»')}", worker=f"build: ./worker\n{given('[|«key»|]')}"
            )
        },
    ),
    "a key in clear, under two names": (
        "api and worker",
        {
            "compose.yaml": compose(
                api=f"build: ./api\n{given('«key»', 'SUPERTONE_API_KEY_API')}",
                worker="build: ./worker\nenvironment:\n  - [|SUPERTONE_TOKEN=«key»|]",
            )
        },
    ),
    "lists and variables passed on": (
        "api and worker",
        {
            "docker-compose.yml": compose(
                api="build: ./api\nenvironment:\n  - SUPERTONE_API_KEY",
                worker="build: ./worker\nenvironment:\n  - [|SUPERTONE_API_KEY=${SUPERTONE_API_KEY}|]",
            )
        },
    ),
    "a variable passed on without a value": (
        "api and worker",
        {"docker-compose.yml": compose(api=f"build: ./api\n{given('')}", worker=f"build: ./worker\n{given(MARKED)}")},
    ),
    "an anchor": (
        "api and worker",
        {
            "compose.yaml": "x-speech: &speech\n  SUPERTONE_API_KEY: ${SUPERTONE_API_KEY}\n"
            + compose(
                api="build: ./api\nenvironment: *speech",
                **{"[|worker|]": "build: ./worker\nenvironment:\n  <<: *speech"},
            )
        },
    ),
    "an anchor of the key itself": (
        "api and worker",
        {
            "compose.yaml": compose(
                api=f"build: ./api\n{given('&key ${SUPERTONE_API_KEY}')}",
                **{"[|worker|]": f"build: ./worker\n{given('*key')}"},
            )
        },
    ),
    "an anchor of the second one's key": (
        "api and worker",
        {
            "compose.yaml": "\ufeff"
            + compose(
                api=f"build: ./api\n{given(SHARED)}",
                worker=f"build: ./worker\n{given('&key [|${SUPERTONE_API_KEY}|]')}",
            ).replace("\n", "\r\n")
        },
    ),
    "a whole service behind an anchor": (
        "api and worker",
        {
            "compose.yaml": "x-speech: &speech\n  restart: always\n  environment: [SUPERTONE_API_KEY]\n"
            + compose(api="<<: *speech\nbuild: ./api", **{"[|worker|]": "<<: [*speech]\nbuild: ./worker"})
        },
    ),
    "a service that extends another": (
        "api and worker",
        {
            "base.yml": "services:\n  speech:\n    environment:\n      SUPERTONE_API_KEY: ${SUPERTONE_API_KEY}\n",
            ".env.example": "SUPERTONE_API_KEY=\n",
            "compose.yaml": compose(
                api="extends: {file: base.yml, service: speech}\nbuild: ./api",
                **{"[|worker|]": "extends:\n  file: base.yml\n  service: speech\nbuild: ./worker"},
            ),
        },
    ),
    "compose secrets": (
        "api and worker",
        {
            "compose.yaml": compose(
                api="build: ./api\nsecrets: [supertone_api_key]",
                worker="build: ./worker\nsecrets:\n  - source: [|supertone_api_key|]\n    target: key",
            )
            + "secrets:\n  supertone_api_key:\n    file: ./secrets/key.txt\n"
        },
    ),
    "an env file that both need": (
        "api and bot",
        {
            ".env.example": "SUPERTONE_API_KEY=\n",
            "api/tts.py": CODE,
            "bot/tts.py": CODE,
            "compose.yaml": compose(
                api="build: ./api\nenv_file: .env", bot="build: ./bot\nenv_file:\n  - path: [|.env|]"
            ),
        },
    ),
    "an env file with the key, and a variable": (
        "api and bot",
        {
            ".env": "SUPERTONE_API_KEY=«key»\n",
            "api/tts.py": CODE,
            "compose.yaml": compose(api="build: ./api\nenv_file: .env", bot=f"build: ./bot\n{given(MARKED)}"),
        },
    ),
    "two env files with one key": (
        "api and bot",
        {
            "env/api.env": "SUPERTONE_API_KEY=«key»\n",
            "env/bot.env": "SUPERTONE_API_KEY=«key»\n",
            "api/tts.py": CODE,
            "bot/tts.py": CODE,
            "compose.yaml": compose(
                api=f"build: ./api\nenv_file: ./env/api.env\n{given('x', 'SUPERTONE_VOICE')}",
                bot="build: ./bot\nenv_file: [|./env/bot.env|]",
            ),
        },
    ),
    "one context with Dockerfiles of two applications": (
        "api and worker",
        {
            "compose.yaml": compose(
                api=f"build: {{context: ., dockerfile: apps/api/Dockerfile}}\n{given(SHARED)}",
                worker=f"build: {{context: ., dockerfile: apps/worker/Dockerfile}}\n{given(MARKED)}",
            )
        },
    ),
    "a secret of kubernetes": (
        "api and worker",
        {
            "k8s/api.yaml": workload("api", "acme/api:1", "supertone/key"),
            "k8s/worker.yaml": workload("worker", "acme/worker:1", "[|supertone|]/key"),
        },
    ),
    "a cron job of another image": (
        "digest and speech",
        {
            "k8s/digest.yaml": workload("digest", "acme/digest:1", "supertone/key", kind="CronJob"),
            "k8s/speech.yaml": workload("speech", "acme/speech:1", "[|supertone|]/key", kind="StatefulSet"),
        },
    ),
    "secrets with one value": (
        "api and worker",
        {
            "k8s/secrets.yaml": "apiVersion: v1\nkind: Secret\nmetadata: {name: api}\nstringData: {supertone-key: «key»}\n---\n"
            "apiVersion: v1\nkind: Secret\nmetadata: {name: worker}\ndata:\n  supertone-key: «key|base64»\n",
            "k8s/api.yaml": workload("api", "acme/api:1", "api/supertone-key"),
            "k8s/worker.yaml": workload("worker", "acme/worker:1", "[|worker|]/supertone-key"),
        },
    ),
    "all of a secret": (
        "api and worker",
        {
            "k8s/secret.yaml": "apiVersion: v1\nkind: Secret\nmetadata: {name: speech}\nstringData: {SUPERTONE_API_KEY: CHANGE_ME}\n",
            "k8s/api.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec: {template: {spec: {containers: "
            "[{name: a, image: acme/api, envFrom: [{secretRef: {name: speech}}]}]}}}\n",
            "k8s/worker.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: worker}\nspec: {template: {spec: {containers: "
            "[{name: a, image: acme/worker, envFrom: [{secretRef: {name: [|speech|]}}]}]}}}\n",
        },
    ),
    "external secrets from one place": (
        "api and worker",
        {
            **{
                f"k8s/{name}-secret.yaml": f"apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {{name: {name}}}\n"
                "spec: {data: [{secretKey: SUPERTONE_API_KEY, remoteRef: {key: prod/tts, property: key}}]}\n"
                for name in ("api", "worker")
            },
            "k8s/api.yaml": workload("api", "acme/api:1", "api/SUPERTONE_API_KEY"),
            "k8s/worker.yaml": workload("worker", "acme/worker:1", "[|worker|]/SUPERTONE_API_KEY"),
        },
    ),
    "a generator of kustomize": (
        "api and worker",
        {
            "k8s/kustomization.yaml": "secretGenerator:\n  - name: speech\n    literals: [SUPERTONE_API_KEY=changeme]\n",
            "k8s/api.yaml": workload("api", "acme/api:1", "speech/SUPERTONE_API_KEY"),
            "k8s/worker.yaml": workload("worker", "acme/worker:1", "[|speech|]/SUPERTONE_API_KEY"),
        },
    ),
    "charts with one secret": (
        "podcast and speech",
        {
            "charts/podcast/Chart.yaml": "name: podcast\n",
            "charts/podcast/templates/d.yaml": "{{- if .Values.on }}\n"
            + workload('{{ include "x" . }}', '"{{ .Values.image }}"', "supertone-shared/key")
            + "{{- end }}\n",
            "charts/speech/Chart.yaml": "name: speech\n",
            "charts/speech/values.yaml": "existingSecret: supertone-shared\n",
            "charts/speech/templates/d.yaml": workload(
                '{{ include "x" . }}', '"{{ .Values.image }}"', "[|{{ .Values.existingSecret }}|]/key"
            ),
        },
    ),
    "knative services": (
        "say and sing",
        {
            "knative.yaml": "---\n".join(
                workload(name, f"acme/{name}", f"{secret}/key", kind="Service").replace(
                    "apps/v1", "serving.knative.dev/v1"
                )
                for name, secret in (("say", "supertone"), ("sing", "[|supertone|]"))
            )
        },
    ),
    "two services deployed by one workflow": (
        "api and bot",
        {
            ".github/workflows/deploy.yml": workflow(
                job("deploy-api", *deploying("flyctl deploy")),
                job("deploy-bot", *deploying("flyctl deploy", "[|${{ secrets.SUPERTONE_API_KEY }}|]")),
            )
        },
    ),
    "two services by working directory": (
        "billing and speech",
        {
            ".github/workflows/billing.yml": workflow(
                job("deploy", "defaults: {run: {working-directory: services/billing}}", *deploying("wrangler deploy"))
            ),
            ".github/workflows/speech.yml": workflow(
                job(
                    "deploy",
                    "defaults: {run: {working-directory: services/speech}}",
                    *deploying("wrangler deploy", "[|${{ secrets.SUPERTONE_API_KEY }}|]"),
                )
            ),
        },
    ),
    "two services by command": (
        "chat and speech",
        {
            ".github/workflows/chat.yml": workflow(job("ship", *deploying("gcloud run deploy chat --source ."))),
            ".github/workflows/speech.yml": workflow(
                job("ship", *deploying("gcloud run deploy speech --source .", "[|${{ secrets.SUPERTONE_API_KEY }}|]"))
            ),
        },
    ),
    "the services of a matrix": (
        "api and bot",
        {
            ".github/workflows/deploy.yml": workflow(
                job(
                    "deploy",
                    "strategy:",
                    "  matrix:",
                    "    service: [api, [|bot|]]",
                    *deploying("./deploy.sh ${{ matrix.service }}"),
                )
            )
        },
    ),
    "a workflow that is called twice": (
        "api and bot",
        {
            ".github/workflows/deploy.yml": "on: {workflow_call: {inputs: {app: {type: string}}}}\njobs:\n"
            "  deploy:\n    runs-on: x\n    steps:\n      - run: flyctl deploy --app ${{ inputs.app }}\n"
            "        env: {SUPERTONE_API_KEY: '${{ secrets.SUPERTONE_API_KEY }}'}\n",
            ".github/workflows/main.yml": "name: supertone\non: push\njobs:\n"
            "  api:\n    uses: ./.github/workflows/deploy.yml\n    secrets: inherit\n"
            "  [|bot|]:\n    uses: ./.github/workflows/deploy.yml\n    secrets: inherit\n",
        },
    ),
    "jobs of gitlab": (
        "api and bot",
        {
            ".gitlab-ci.yml": ".deploy:\n  script: [./deploy.sh]\n  variables: {TTS: $SUPERTONE_API_KEY}\n"
            "deploy:api:\n  extends: .deploy\n[|deploy:bot|]:\n  extends: .deploy\n"
        },
    ),
    "environment files of two applications": (
        "api and bot",
        {
            "apps/api/package.json": "{}",
            "apps/api/.env": "SUPERTONE_API_KEY=«key»\n",
            "apps/bot/package.json": "{}",
            "apps/bot/.env.local": "SUPERTONE_API_KEY=[|«key»|]\n",
        },
    ),
    "literals of two services": (
        "dubbing and narration",
        {
            "services/dubbing/pyproject.toml": "",
            "services/dubbing/app.py": 'SUPERTONE_API_KEY = "«key»"\n',
            "services/narration/go.mod": "module narration\n",
            "services/narration/config.yaml": "supertone:\n  api_key: [|«key»|]\n",
        },
    ),
    "folders without manifests": (
        "backend and frontend",
        {"backend/.env": "SUPERTONE_API_KEY=«key»\n", "frontend/.env": "SUPERTONE_API_KEY=[|«key»|]\n"},
    ),
    "programs of one Procfile": (
        "web and worker",
        {
            "Procfile": "web: cd api && npm start\n[|worker|]: node bots/voice/index.js\n",
            "api/package.json": "{}",
            "api/tts.js": 'fetch("https://supertoneapi.com/v1", {headers: {"x-sup-api-key": process.env.SUPERTONE_API_KEY}});\n',
            "bots/voice/package.json": "{}",
            "bots/voice/index.js": 'fetch("https://supertoneapi.com/v1", {headers: {"x-sup-api-key": process.env.SUPERTONE_API_KEY}});\n',
        },
    ),
    "modules of one Procfile": (
        "web and bot",
        {
            "Procfile": "web: gunicorn -w 4 api.wsgi:app\n[|bot|]: python -m bot.main\n",
            "api/wsgi.py": CODE,
            "bot/main.py": CODE,
        },
    ),
    "a compose file of another name": (
        "api and worker",
        {
            "deploy/production.yml": compose(
                api=f"image: acme/api\n{given(SHARED)}", worker=f"image: acme/worker\n{given(MARKED)}"
            )
        },
    ),
    "an env file of the vendor's, for images": (
        "api and worker",
        {
            "supertone.env.example": "SUPERTONE_API_KEY=\n",
            "compose.yaml": compose(
                api="image: acme/api\nenv_file: supertone.env", worker="image: acme/worker\nenv_file: [|supertone.env|]"
            ),
        },
    ),
    "an env file for code that is elsewhere": (
        "api and worker",
        {
            ".env": "SUPERTONE_API_KEY=«key»\n",
            "compose.yaml": compose(api="build: ./api\nenv_file: .env", worker="build: ./worker\nenv_file: [|.env|]"),
        },
    ),
    "all of a secret that is elsewhere": (
        "api and worker",
        {
            f"k8s/{name}.yaml": f"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {name}}}\nspec: {{template: {{spec: "
            f"{{containers: [{{name: a, image: acme/{name}, envFrom: [{{secretRef: {{name: {secret}}}}}]}}]}}}}}}\n"
            for name, secret in (("api", "supertone-secrets"), ("worker", "[|supertone-secrets|]"))
        },
    ),
    "two services deployed by one job": (
        "api and chat",
        {
            ".github/workflows/deploy.yml": workflow(
                job(
                    "deploy",
                    "steps:",
                    "  - uses: google-github-actions/deploy-cloudrun@v2",
                    "    with:",
                    "      service: api",
                    "      env_vars: SUPERTONE_API_KEY=${{ secrets.SUPERTONE_API_KEY }}",
                    "  - uses: google-github-actions/deploy-cloudrun@v2",
                    "    with:",
                    "      service: chat",
                    "      env_vars: SUPERTONE_API_KEY=[|${{ secrets.SUPERTONE_API_KEY }}|]",
                )
            )
        },
    ),
    "two services deployed with one stored secret": (
        "api and chat",
        {
            ".github/workflows/deploy.yml": workflow(
                job("api", "steps:", "  - run: gcloud run deploy api --set-secrets=SUPERTONE_API_KEY=supertone:latest"),
                job(
                    "chat",
                    "steps:",
                    "  - run: gcloud run deploy chat --set-secrets [|SUPERTONE_API_KEY=supertone:latest|]",
                ),
            )
        },
    ),
    "a group of variables on render": (
        "api and dubbing",
        {
            "render.yaml": "services:\n"
            "  - {type: web, name: api, rootDir: api, envVars: [{fromGroup: voices}]}\n"
            "  - {type: worker, name: dubbing, rootDir: dubbing, envVars: [{fromGroup: [|voices|]}]}\n"
            "envVarGroups:\n  - {name: voices, envVars: [{key: SUPERTONE_API_KEY, sync: false}]}\n"
        },
    ),
    "a service's variable on render": (
        "api and dubbing",
        {
            "render.yaml": "services:\n"
            "  - {type: web, name: api, rootDir: api, envVars: [{key: SUPERTONE_API_KEY, sync: false}]}\n"
            "  - {type: worker, name: dubbing, rootDir: dubbing, envVars: [{key: SUPERTONE_API_KEY, "
            "fromService: {type: web, name: [|api|], envVarKey: SUPERTONE_API_KEY}}]}\n"
        },
    ),
    "serverless services": (
        "podcast and speech",
        {
            f"{name}/serverless.yml": f"service: {name}\nprovider:\n  name: aws\n"
            f"  environment:\n    SUPERTONE_API_KEY: {value}\n"
            for name, value in (("podcast", "${ssm:/shared/supertone}"), ("speech", "[|${ssm:/shared/supertone}|]"))
        },
    ),
    "task definitions": (
        "podcast and speech",
        {
            f"ecs/{name}.json": f'{{"family": "{name}", "containerDefinitions": [{{"name": "app", "image": "acme/{name}", '
            f'"secrets": [{{"name": "SUPERTONE_API_KEY", "valueFrom": {value}}}]}}]}}'
            for name, value in (("podcast", '"/prod/supertone"'), ("speech", '"[|/prod/supertone|]"'))
        },
    ),
    "names of which one has the other in it": (
        "speech and speech-worker",
        {
            "compose.yaml": compose(
                speech=f"build: ./speech\n{given('«key»')}", speech_worker=f"build: ./jobs\n{given('[|«key»|]')}"
            ),
            "k8s/secret.yaml": "apiVersion: v1\nkind: Secret\nmetadata: {name: tts}\nstringData: {supertone-key: «key»}\n",
            "k8s/worker.yaml": workload("speech-worker", "acme/jobs:1", "tts/supertone-key"),
        },
    ),
    "functions in terraform": (
        "podcast and speech",
        {
            "main.tf": _LAMBDA.format(name="podcast", value="var.supertone_api_key")
            + _LAMBDA.format(name="speech", value="[|var.supertone_api_key|]")
        },
    ),
    "services of cloud run in terraform": (
        "podcast and speech",
        {
            "main.tf": "".join(
                f'resource "google_cloud_run_v2_service" "{name}" {{\n  template {{\n    containers {{\n'
                f'      image = "gcr.io/acme/{name}"\n      env {{\n        name = "SUPERTONE_API_KEY"\n'
                f"        value_source {{\n          secret_key_ref {{\n            secret = {value}\n"
                '            version = "latest"\n          }\n        }\n      }\n    }\n  }\n}\n'
                for name, value in (
                    ("podcast", "google_secret_manager_secret.supertone.secret_id"),
                    ("speech", "[|google_secret_manager_secret.supertone.secret_id|]"),
                )
            )
        },
    ),
    "modules in terraform": (
        "podcast and speech",
        {
            "main.tf": "".join(
                f'module "{name}" {{\n  source = "./service"\n  supertone_api_key = {value}\n}}\n'
                for name, value in (
                    ("podcast", "data.aws_ssm_parameter.supertone.value"),
                    ("speech", "[|data.aws_ssm_parameter.supertone.value|]"),
                )
            )
        },
    ),
    "compose and kubernetes describe the same two": (
        "api and worker",
        {
            "compose.yaml": compose(
                api=f"build: ./api\n{given('«key»')}", worker=f"build: ./worker\n{given('[|«key»|]')}"
            ),
            "k8s/secret.yaml": "apiVersion: v1\nkind: Secret\nmetadata: {name: tts}\nstringData: {supertone-key: «key»}\n",
            "k8s/api.yaml": workload("acme-api", "acme/api:1", "tts/supertone-key"),
            "k8s/worker.yaml": workload("acme-worker", "acme/worker:1", "tts/supertone-key"),
        },
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_sharing_is_told_once(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    services, example = CASES[name]
    report, marks = checked(example, tmp_path)
    found = [each for each in report.findings if each.code == "SUP501"]
    assert [(each.path, *each.region) for each in found] == marks
    assert f": {services}. " in found[0].message
    assert KEY not in repr(found)


def test_related_places_name_the_other_services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report, _ = checked(CASES["three services"][1], tmp_path)
    finding = next(each for each in report.findings if each.code == "SUP501")
    assert [each.message for each in finding.related] == ["api is given it here", "worker is given it here"]
    assert "SUPERTONE_API_KEY_BOT" in finding.help


def test_a_comment_silences_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ignored = "${SUPERTONE_API_KEY} # sup-lint: ignore[key-shared-by-services] -- revoked together"
    text = compose(api=f"build: ./api\n{given(SHARED)}", worker=f"build: ./worker\n{given(ignored)}")
    report, _ = checked({"compose.yaml": text}, tmp_path)
    assert (report.findings, report.suppressed) == ((), 1)


def test_a_comment_is_not_in_vain_where_the_rule_is_not_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = f"# sup-lint: ignore[key-shared-by-services] -- revoked together\n{compose(api=given(SHARED))}"
    (tmp_path / "compose.yaml").write_text(text, encoding="utf-8")
    config = Config(root=str(tmp_path))
    assert check_paths(["compose.yaml"], config).report.findings == ()
    assert [each.code for each in check_paths(["."], config).report.findings] == ["SUP001"]
