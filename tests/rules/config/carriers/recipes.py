"""Terraform, images, servers, and the files of build tools and shells."""

from tests.rules.config.carriers.carrier import carrier

TERRAFORM = {
    "Terraform, variable": carrier(
        "variables.tf",
        'variable "supertone_api_key" {\n  type    = string\n  default = [|"«key»"|]\n}\n',
        "null",
    ),
    "tfvars": carrier("prod.tfvars", 'region = "eu"\nsupertone_api_key = [|"«key»"|]\n', '""'),
    "Terraform, resource": carrier(
        "main.tf",
        'resource "aws_ssm_parameter" "supertone_api_key" {\n  type  = "SecureString"\n  value = [|"«key»"|]\n}\n',
        "var.supertone_api_key",
        without="another",
    ),
    "Terraform, local": carrier("main.tf", 'locals {\n  supertone_api_key = [|"«key»"|]\n}\n', '"${var.key}"'),
    "Terraform, environment": carrier(
        "main.tf",
        """
        resource "google_cloud_run_service" "tts" {
          env {
            name  = "SUPERTONE_API_KEY"
            value = [|"«key»"|]
          }
        }
        """,
        "var.supertone_api_key",
        without="another",
    ),
    "Terraform, map": carrier(
        "main.tf",
        'resource "x" "tts" {\n  variables = {\n    SUPERTONE_API_KEY = [|"«key»"|]\n    PORT = "80"\n  }\n}\n',
        "data.vault_generic_secret.tts.data.key",
    ),
    "Terraform, jsonencode": carrier(
        "main.tf", 'resource "x" "tts" {\n  secret = jsonencode({ supertone_api_key = [|"«key»"|] })\n}\n', "var.key"
    ),
    "Terraform, heredoc": carrier(
        "main.tf",
        'resource "x" "tts" {\n  user_data = <<-EOT\n    #!/bin/sh\n    export SUPERTONE_API_KEY=[|«key»|]\n  EOT\n}\n',
        "${var.supertone_api_key}",
    ),
    "Nomad": carrier("tts.hcl", 'job "tts" {\n  env {\n    SUPERTONE_API_KEY = [|"«key»"|]\n  }\n}\n', '"${KEY}"'),
}
IMAGES = {
    "Dockerfile, ENV": carrier("Dockerfile", "FROM python\nENV SUPERTONE_API_KEY=[|«key»|]\n", "$SUPERTONE_API_KEY"),
    "Dockerfile, old ENV": carrier("Dockerfile", "FROM python\nENV SUPERTONE_API_KEY [|«key»|]\n", "${KEY}"),
    "Dockerfile, ENV in lines": carrier(
        "Dockerfile", 'FROM python\nENV PORT=80 \\\n    SUPERTONE_API_KEY=[|"«key»"|] \\\n    A=b\n', '"$KEY"'
    ),
    "Dockerfile, ARG": carrier("docker/Dockerfile.dev", "ARG SUPERTONE_API_KEY=[|«key»|]\nFROM python\n", "$KEY"),
    "Dockerfile, RUN": carrier(
        "Dockerfile",
        'FROM python\nRUN curl -H "x-sup-api-key: [|«key»|]" https://supertoneapi.com/v1/voices\n',
        "$(cat /run/secrets/key)",
    ),
    "Dockerfile, written file": carrier(
        "Containerfile", 'FROM python\nRUN echo "SUPERTONE_API_KEY=[|«key»|]" > .env\n', "$KEY"
    ),
    "Dockerfile, neutral name": carrier(
        "Dockerfile",
        "FROM python\nENV TTS_URL=https://supertoneapi.com API_KEY=[|«key»|]\n",
        "$KEY",
        without="another",
    ),
    "Procfile": carrier("Procfile", "web: SUPERTONE_API_KEY=[|«key»|] gunicorn app\n", "$KEY"),
    "nginx": carrier(
        "nginx.conf",
        "location /tts/ {\n  proxy_pass https://supertoneapi.com/;\n  proxy_set_header x-sup-api-key [|«key»|];\n}\n",
        "$supertone_key",
    ),
    "nginx, quotes": carrier("tts.conf", 'proxy_set_header X-Sup-Api-Key [|"«key»"|];\n', '"${SUPERTONE_API_KEY}"'),
    "Apache": carrier(".htaccess", 'RequestHeader set x-sup-api-key [|"«key»"|]\n', '"%{KEY}e"'),
    "Apache, SetEnv": carrier("httpd.conf", "SetEnv SUPERTONE_API_KEY [|«key»|]\n", "${KEY}"),
    "HAProxy": carrier("haproxy.cfg", "backend tts\n  http-request set-header x-sup-api-key [|«key»|]\n", "%[env(K)]"),
    "Caddy": carrier(
        "Caddyfile",
        "example.org {\n  reverse_proxy https://supertoneapi.com {\n    header_up x-sup-api-key [|«key»|]\n  }\n}\n",
        "{$SUPERTONE_API_KEY}",
    ),
    "Traefik": carrier(
        "traefik.yml",
        'http:\n  middlewares:\n    tts:\n      headers:\n        customRequestHeaders:\n          X-Sup-Api-Key: [|"«key»"|]\n',
        "'{{ env \"KEY\" }}'",
    ),
    "Envoy": carrier(
        "envoy.yaml",
        "request_headers_to_add:\n  - header:\n      key: x-sup-api-key\n      value: [|«key»|]\n",
        '"%ENVIRONMENT(KEY)%"',
    ),
    "Kong": carrier(
        "kong.yml", "config:\n  add:\n    headers:\n      - x-sup-api-key:[|«key»|]\n", "{vault://env/key}"
    ),
    "crontab": carrier("crontab", "SUPERTONE_API_KEY=[|«key»|]\n0 6 * * * tts\n", "$KEY"),
}
BUILDS = {
    "Makefile": carrier(
        "Makefile", "export SUPERTONE_API_KEY = [|«key»|]\n\nsay:\n\tpython say.py\n", "$(shell op read k)"
    ),
    "Makefile, default": carrier("Makefile", "SUPERTONE_API_KEY ?= [|«key»|]\n", "$(KEY)"),
    "Makefile, recipe": carrier("Makefile", "say:\n\tSUPERTONE_API_KEY=[|«key»|] python say.py\n", "$(KEY)"),
    "Justfile": carrier("Justfile", 'export SUPERTONE_API_KEY := [|"«key»"|]\n', 'env("KEY")'),
    "Vagrant": carrier(
        "Vagrantfile",
        'Vagrant.configure("2") do |config|\n  config.vm.provision "shell", env: {"SUPERTONE_API_KEY" => [|"«key»"|]}\nend\n',
        'ENV["KEY"]',
        code="SUP101",
    ),
    "Laravel": carrier(
        "config/services.php",
        "<?php\nreturn [\n  'supertone' => ['api_key' => env('SUPERTONE_API_KEY', [|'«key»'|])],\n];\n",
        "null",
        code="SUP101",
    ),
    "Rails": carrier("config/secrets.yml", "production:\n  supertone_api_key: [|«key»|]\n", '<%= ENV["K"] %>'),
    "Taskfile": carrier("Taskfile.yml", "env:\n  SUPERTONE_API_KEY: [|«key»|]\ntasks: {}\n", "'{{.KEY}}'"),
}
SHELL = {
    "shell, export": carrier("run.sh", '#!/bin/sh\nexport SUPERTONE_API_KEY=[|"«key»"|]\n', '"$1"', code="SUP101"),
    "shell, bare": carrier("run.sh", "export SUPERTONE_API_KEY=[|«key»|]\n", "$(cat key)", code="SUP101"),
    "shell, one command": carrier("run.sh", "SUPERTONE_API_KEY=[|«key»|] python say.py\n", "$KEY", code="SUP101"),
    "shell, default": carrier("run.sh", 'KEY="${SUPERTONE_API_KEY:-[|«key»|]}"\n', code="SUP101"),
    "shell, curl": carrier(
        "say.sh",
        'curl -X POST https://supertoneapi.com/v1/text-to-speech/x \\\n  -H "x-sup-api-key: [|«key»|]" \\\n  -d @-\n',
        "$SUPERTONE_API_KEY",
        code="SUP101",
    ),
    "shell, here document": carrier(
        "setup.sh", "cat > .env <<EOF\nPORT=80\nSUPERTONE_API_KEY=[|«key»|]\nEOF\n", "$KEY", code="SUP101"
    ),
    "shell, option": carrier("say.sh", "tts --supertone-api-key [|«key»|] hello\n", '"$KEY"', code="SUP101"),
    "shell, docker": carrier(
        "up.sh", "docker run -e SUPERTONE_API_KEY=[|«key»|] -p 80:80 tts\n", '"$KEY"', code="SUP101"
    ),
    "shell, Supertone CLI": carrier("up.sh", "supertone config set api_key [|«key»|]\n", '"$KEY"', code="SUP101"),
    "shell, Heroku": carrier(
        "up.sh", "heroku config:set SUPERTONE_API_KEY=[|«key»|] -a tts\n", '"$KEY"', code="SUP101"
    ),
    "shell, Fly": carrier("up.sh", 'fly secrets set SUPERTONE_API_KEY=[|"«key»"|]\n', '"$KEY"', code="SUP101"),
    "shell, kubectl": carrier(
        "up.sh",
        "kubectl create secret generic tts --from-literal=SUPERTONE_API_KEY=[|«key»|]\n",
        '"$KEY"',
        code="SUP101",
    ),
    "shell, gcloud": carrier(
        "up.sh",
        "gcloud run deploy tts --set-env-vars=PORT=80,SUPERTONE_API_KEY=[|«key»|] --quiet\n",
        "$KEY",
        code="SUP101",
    ),
    "shell, Azure": carrier(
        "up.sh",
        "az webapp config appsettings set -n tts --settings SUPERTONE_API_KEY=[|«key»|]\n",
        '"$KEY"',
        code="SUP101",
    ),
    "shell, Helm": carrier("up.sh", "helm install tts . --set supertone.apiKey=[|«key»|]\n", '"$KEY"', code="SUP101"),
    "shell, Parameter Store": carrier(
        "up.sh",
        "aws ssm put-parameter --name /tts/supertone-api-key --type SecureString --value [|«key»|]\n",
        '"$KEY"',
        code="SUP101",
        missed="the name is an option's value there",
    ),
    "shell, Wrangler": carrier(
        "up.sh", "echo [|«key»|] | wrangler secret put SUPERTONE_API_KEY\n", '"$KEY"', code="SUP101"
    ),
    "shell, key file": carrier(
        "up.sh",
        'echo [|"«key»"|] > secrets/supertone_api_key\n',
        '"$KEY"',
        code="SUP101",
        missed="only the file's name says what it is",
    ),
    "history of bash": carrier(".bash_history", "cd tts\nexport SUPERTONE_API_KEY=[|«key»|]\n", "$K", code="SUP101"),
    "history of zsh": carrier(
        ".zsh_history",
        ": 1767225600:0;cd tts\n: 1767225611:0;export SUPERTONE_API_KEY=[|«key»|]\n",
        "$K",
        code="SUP101",
    ),
    "shell, gh": carrier("up.sh", "gh secret set SUPERTONE_API_KEY --body [|«key»|]\n", '"$KEY"', code="SUP101"),
    "shell, profile": carrier(".zshrc", "export SUPERTONE_API_KEY=[|«key»|]\n", "$(pass tts)", code="SUP101"),
    "fish": carrier("config.fish", "set -gx SUPERTONE_API_KEY [|«key»|]\n", "(pass tts)", code="SUP101"),
    "batch, set": carrier(
        "run.bat", "@echo off\nset SUPERTONE_API_KEY=[|«key»|]\npython say.py\n", "%KEY%", code="SUP101"
    ),
    "batch, quoted set": carrier("run.cmd", 'set "SUPERTONE_API_KEY=[|«key»|]"\n', "%KEY%", code="SUP101"),
    "batch, setx": carrier("run.bat", 'setx SUPERTONE_API_KEY [|"«key»"|]\n', '"%KEY%"', code="SUP101"),
    "PowerShell": carrier("run.ps1", '$env:SUPERTONE_API_KEY = [|"«key»"|]\n', '"$env:KEY"', code="SUP101"),
    "PowerShell, call": carrier(
        "run.ps1",
        '[Environment]::SetEnvironmentVariable("SUPERTONE_API_KEY", [|"«key»"|], "User")\n',
        "$key",
        code="SUP101",
    ),
    "PowerShell, headers": carrier(
        "run.ps1",
        'Invoke-RestMethod https://supertoneapi.com/v1/voices -Headers @{ "x-sup-api-key" = [|"«key»"|] }\n',
        "$env:KEY",
        code="SUP101",
    ),
    "shell, URL": carrier(
        "say.sh",
        'curl "https://supertoneapi.com/v1/voices?api_key=[|«key»|]"\n',
        "YOUR_KEY",
        code="SUP104",
        without="another",
    ),
}
