"""Workflows, pipelines and deployments."""

from tests.rules.config.carriers.carrier import carrier

PIPELINES = {
    "GitHub, environment": carrier(
        ".github/workflows/ci.yml",
        "on: push\nenv:\n  SUPERTONE_API_KEY: [|«key»|]\n",
        "${{ secrets.SUPERTONE_API_KEY }}",
    ),
    "GitHub, command": carrier(
        ".github/workflows/ci.yml",
        """
        jobs:
          say:
            steps:
              - name: Say it
                run: |
                  set -e
                  curl -H "x-sup-api-key: [|«key»|]" https://supertoneapi.com/v1/voices
        """,
        "${{ secrets.SUPERTONE_API_KEY }}",
    ),
    "GitHub, input": carrier(
        ".github/workflows/ci.yml",
        "jobs:\n  say:\n    steps:\n      - uses: acme/tts@v1\n        with:\n          supertone-api-key: [|'«key»'|]\n",
        "${{ secrets.KEY }}",
    ),
    "GitHub, default of an action": carrier(
        "action.yml", "inputs:\n  supertone-api-key:\n    description: The key\n    default: [|«key»|]\n", '""'
    ),
    "GitLab, variables": carrier(
        ".gitlab-ci.yml", "variables:\n  SUPERTONE_API_KEY: [|«key»|]\n", "$SUPERTONE_API_KEY_PROD"
    ),
    "GitLab, described variable": carrier(
        ".gitlab-ci.yml",
        'variables:\n  SUPERTONE_API_KEY:\n    value: [|"«key»"|]\n    description: "The key"\n',
        '"$FROM_VAULT"',
    ),
    "GitLab, script": carrier(
        ".gitlab-ci.yml", "say:\n  script:\n    - export SUPERTONE_API_KEY=[|«key»|]\n    - python say.py\n", "$KEY"
    ),
    "CircleCI": carrier(
        ".circleci/config.yml",
        "jobs:\n  test:\n    docker:\n      - image: python\n        environment:\n          SUPERTONE_API_KEY: [|«key»|]\n",
        "<< pipeline.parameters.key >>",
    ),
    "Bitbucket": carrier(
        "bitbucket-pipelines.yml",
        "pipelines:\n  default:\n    - step:\n        script:\n          - SUPERTONE_API_KEY=[|«key»|] pytest\n",
        "$SUPERTONE_API_KEY",
    ),
    "Azure, mapping": carrier(
        "azure-pipelines.yml", "variables:\n  SUPERTONE_API_KEY: [|'«key»'|]\n", "'$(supertoneApiKey)'"
    ),
    "Azure, list": carrier(
        "azure-pipelines.yml", "variables:\n- name: SUPERTONE_API_KEY\n  value: [|«key»|]\n", "$(supertoneApiKey)"
    ),
    "Travis": carrier(".travis.yml", "env:\n  global:\n    - SUPERTONE_API_KEY=[|«key»|]\n", "$FROM_VAULT"),
    "Jenkins": carrier(
        "Jenkinsfile",
        "pipeline {\n  environment {\n    SUPERTONE_API_KEY = [|'«key»'|]\n  }\n}\n",
        "credentials('supertone-api-key')",
        code="SUP101",
    ),
    "Ansible": carrier(
        "group_vars/all.yml", 'tts_port: 80\nsupertone_api_key: [|"«key»"|]\n', "\"{{ lookup('env', 'KEY') }}\""
    ),
    "Ansible, inventory": carrier("inventory.ini", "[tts]\nhost1 supertone_api_key=[|«key»|]\n", "'{{ vaulted }}'"),
    "CloudFormation": carrier(
        "template.yaml",
        """
        AWSTemplateFormatVersion: "2010-09-09"
        Resources:
          Speak:
            Type: AWS::Lambda::Function
            Properties:
              Environment:
                Variables:
                  SUPERTONE_API_KEY: [|«key»|]
        """,
        "!Sub '{{resolve:ssm:/tts/supertone}}'",
    ),
    "CloudFormation, default": carrier(
        "template.yaml",
        "Parameters:\n  SupertoneApiKey:\n    Type: String\n    NoEcho: true\n    Default: [|«key»|]\n",
        '""',
    ),
    "CloudFormation, parameters": carrier(
        "parameters.json",
        '[\n  {"ParameterKey": "SupertoneApiKey", "ParameterValue": [|"«key»"|]}\n]\n',
        '"{{resolve:ssm:/tts/supertone}}"',
    ),
    "ECS": carrier(
        "task-definition.json",
        '{"containerDefinitions": [{"environment": [{"name": "SUPERTONE_API_KEY", "value": [|"«key»"|]}]}]}\n',
        '"$FROM_SSM"',
    ),
    "Elastic Beanstalk": carrier(
        ".ebextensions/env.config",
        "option_settings:\n  aws:elasticbeanstalk:application:environment:\n    SUPERTONE_API_KEY: [|«key»|]\n",
        "'{{resolve:ssm:/tts/key}}'",
    ),
    "Serverless": carrier(
        "serverless.yml",
        "provider:\n  name: aws\n  environment:\n    SUPERTONE_API_KEY: [|«key»|]\n",
        "${ssm:/tts/supertone}",
        without="another",
    ),
    "Netlify": carrier("netlify.toml", '[context.production.environment]\nSUPERTONE_API_KEY = [|"«key»"|]\n', '""'),
    "Vercel": carrier("vercel.json", '{\n  "env": {"SUPERTONE_API_KEY": [|"«key»"|]}\n}\n', '"@supertone-api-key"'),
    "Wrangler": carrier("wrangler.toml", 'name = "tts"\n[vars]\nSUPERTONE_API_KEY = [|"«key»"|]\n', '""'),
    "Wrangler, JSON": carrier(
        "wrangler.jsonc", '{\n  // the worker\n  "vars": {"SUPERTONE_API_KEY": [|"«key»"|],},\n}\n', '""'
    ),
    "Fly": carrier("fly.toml", "app = 'tts'\n[env]\n  SUPERTONE_API_KEY = [|'«key»'|]\n", "'$FROM_SECRETS'"),
    "Render": carrier(
        "render.yaml",
        "services:\n  - type: web\n    envVars:\n      - key: SUPERTONE_API_KEY\n        value: [|«key»|]\n",
        "$FROM_SECRETS",
    ),
    "App Engine": carrier(
        "app.yaml", 'runtime: python312\nenv_variables:\n  SUPERTONE_API_KEY: [|"«key»"|]\n', '"${FROM_SECRETS}"'
    ),
    "Cloud Build": carrier(
        "cloudbuild.yaml",
        "steps:\n  - name: gcr.io/tts\n    env:\n      - 'SUPERTONE_API_KEY=[|«key»|]'\n",
        "$$SUPERTONE_API_KEY",
    ),
    "Pulumi": carrier("Pulumi.prod.yaml", "config:\n  tts:supertoneApiKey: [|«key»|]\n", "${KEY}"),
    "Conda": carrier("environment.yml", "name: tts\nvariables:\n  SUPERTONE_API_KEY: [|«key»|]\n", "$KEY"),
    "Dev container": carrier(
        ".devcontainer/devcontainer.json",
        '{\n  // Python\n  "containerEnv": {"SUPERTONE_API_KEY": [|"«key»"|]}\n}\n',
        '"${localEnv:SUPERTONE_API_KEY}"',
    ),
    "npm script": carrier("package.json", '{"scripts": {"say": "SUPERTONE_API_KEY=[|«key»|] node say.js"}}\n', "$KEY"),
    "nodemon": carrier("nodemon.json", '{"env": {"SUPERTONE_API_KEY": [|"«key»"|]}}\n', '"$KEY"'),
    "Smithery": carrier(
        "smithery.yaml", "startCommand:\n  type: stdio\n  exampleConfig:\n    supertoneApiKey: [|«key»|]\n", "${KEY}"
    ),
}
