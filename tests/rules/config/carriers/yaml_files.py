"""YAML in its styles, and the tools that are set up in it."""

from tests.rules.config.carriers.carrier import carrier

YAML = {
    "YAML, plain": carrier("config.yaml", "tts:\n  supertone_api_key: [|«key»|]\n", "${SUPERTONE_API_KEY}"),
    "YAML, double quotes": carrier("config.yml", 'supertone_api_key: [|"«key»"|]  # Anna\n', '"${FROM_VAULT}"'),
    "YAML, single quotes": carrier("config.yml", "supertoneApiKey: [|'«key»'|]\n", "'{{ vault_key }}'"),
    "YAML, literal block": carrier("config.yml", "supertone_api_key: |-\n  [|«key»|]\nport: 80\n", "${FROM_VAULT}"),
    "YAML, folded block": carrier("config.yml", "tts:\n  supertone_api_key: >\n    [|«key»|]\n", "${FROM_VAULT}"),
    "YAML, flow": carrier("config.yml", "supertone: {region: kr, api_key: [|«key»|], speed: 1.1}\n", "!ENV KEY"),
    "YAML, flow in lines": carrier(
        "config.yml", 'supertone: {\n  "api_key": [|"«key»"|],\n  "voice_id": "x"\n}\n', '"${FROM_VAULT}"'
    ),
    "YAML, anchor": carrier(
        "config.yml",
        "default: &tts\n  supertone_api_key: &key [|«key»|]\ntest:\n  <<: *tts\n  other: *key\n",
        "${FROM_VAULT}",
    ),
    "YAML, tag": carrier("config.yml", "supertone_api_key: !!str [|«key»|]\n", "${SUPERTONE_API_KEY}"),
    "YAML, neutral name below": carrier(
        "config.yml",
        "supertone:\n  url: https://supertoneapi.com\n  api_key: [|«key»|]\nazure:\n  api_key: ${AZURE_KEY}\n",
        "${FROM_VAULT}",
    ),
    "YAML, structure between": carrier(
        "config/services.yml",
        "services:\n  supertone:\n    production:\n      api_key: [|«key»|]\n",
        "<%= ENV['KEY'] %>",
    ),
    "YAML, sibling names the vendor": carrier(
        "config.yml", "tts:\n  - provider: supertone\n    options:\n      api_key: [|«key»|]\n", "${FROM_VAULT}"
    ),
    "YAML, list of keys": carrier("config.yml", "supertone_api_keys:\n  - [|«key»|]\n  - ${SECOND}\n", "${FROM_VAULT}"),
    "YAML, list of endpoints": carrier(
        "application.yml",
        "supertone:\n  endpoints:\n    - url: https://supertoneapi.com\n      api-key: [|«key»|]\n",
        "${SUPERTONE_API_KEY_1}",
    ),
    "YAML, second document": carrier("config.yml", "a: 1\n---\nsupertone_api_key: [|«key»|]\n...\n", "${FROM_VAULT}"),
    "YAML, remark": carrier("config.yml", "a: 1\n# supertone_api_key: [|«key»|]\n", "${FROM_VAULT}"),
    "YAML, beyond the BMP": carrier(
        "config.yml", "title: '🎙️ 읽어주기'\nsupertone_api_key: [|«key»|]\n", "${FROM_VAULT}"
    ),
    "YAML, headers": carrier(
        "gateway.yml", "routes:\n  - add_headers:\n      x-sup-api-key: [|«key»|]\n", "${FROM_VAULT}"
    ),
    "compose, mapping": carrier(
        "compose.yaml",
        "services:\n  tts:\n    image: tts\n    environment:\n      SUPERTONE_API_KEY: [|«key»|]\n",
        "${SUPERTONE_API_KEY:?}",
    ),
    "compose, list": carrier(
        "docker-compose.yml",
        "services:\n  tts:\n    environment:\n      - DEBUG=1\n      - SUPERTONE_API_KEY=[|«key»|]\n",
        "${SUPERTONE_API_KEY}",
    ),
    "compose, quoted list": carrier(
        "docker-compose.override.yml",
        'services:\n  tts:\n    environment:\n      - "SUPERTONE_API_KEY=[|«key»|]"\n',
        "${SUPERTONE_API_KEY}",
    ),
    "compose, default": carrier(
        "compose.yml", "services:\n  tts:\n    environment:\n      SUPERTONE_API_KEY: ${SUPERTONE_API_KEY:-[|«key»|]}\n"
    ),
    "compose, build argument": carrier(
        "compose.yml", 'services:\n  tts:\n    build:\n      args:\n        SUPERTONE_API_KEY: [|"«key»"|]\n', '"$KEY"'
    ),
    "compose, command": carrier(
        "compose.yml", 'services:\n  tts:\n    command: ["serve", "--supertone-api-key", [|"«key»"|]]\n', '"$KEY"'
    ),
    "Kubernetes, Secret": carrier(
        "k8s/secret.yaml",
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: tts
        type: Opaque
        data:
          SUPERTONE_API_KEY: [|«key|base64»|]
        """,
        "${SUPERTONE_API_KEY_B64}",
    ),
    "Kubernetes, stringData": carrier(
        "k8s/secret.yaml",
        'apiVersion: v1\nkind: Secret\nmetadata:\n  name: tts\nstringData:\n  supertone-api-key: [|"«key»"|]\n',
        '"${SUPERTONE_API_KEY}"',
    ),
    "Kubernetes, neutral name in a named Secret": carrier(
        "k8s/secret.yaml",
        "apiVersion: v1\nkind: Secret\nmetadata:\n  name: supertone\nstringData:\n  api-key: [|«key»|]\n",
        "${FROM_VAULT}",
    ),
    "Kubernetes, ConfigMap": carrier(
        "k8s/config.yaml", "kind: ConfigMap\ndata:\n  SUPERTONE_API_KEY: [|«key»|]\n  PORT: '80'\n", "$(KEY)"
    ),
    "Kubernetes, file in a ConfigMap": carrier(
        "k8s/config.yaml",
        "kind: ConfigMap\ndata:\n  application.properties: |\n    port=80\n    supertone.api.key=[|«key»|]\n",
        "${SUPERTONE_API_KEY}",
    ),
    "Kubernetes, Deployment": carrier(
        "k8s/deployment.yaml",
        """
        kind: Deployment
        spec:
          template:
            spec:
              containers:
                - name: tts
                  env:
                    - name: PORT
                      value: "80"
                    - name: SUPERTONE_API_KEY
                      value: [|"«key»"|]
        """,
        '"$(FROM_SECRET)"',
    ),
    "Kubernetes, value before name": carrier(
        "k8s/job.yaml",
        "kind: Job\nspec:\n  env:\n    - value: [|«key»|]\n      name: SUPERTONE_API_KEY\n",
        "$(FROM_SECRET)",
    ),
    "Kubernetes, arguments": carrier(
        "k8s/deployment.yaml",
        "kind: Deployment\nspec:\n  containers:\n    - args:\n        - --supertone-api-key=[|«key»|]\n        - --port=80\n",
        "$(SUPERTONE_API_KEY)",
    ),
    "Helm, values": carrier(
        "charts/tts/values.yaml", "image: tts\nsupertone:\n  apiKey: [|«key»|]\n", "ref+vault://tts/supertone#key"
    ),
    "Helm, template": carrier(
        "charts/tts/templates/secret.yaml",
        """
        {{- if .Values.enabled }}
        kind: Secret
        metadata:
          name: {{ include "tts.name" . }}
        stringData:
          SUPERTONE_API_KEY: [|"«key»"|]
        {{- end }}
        """,
        "{{ .Values.supertone.apiKey | quote }}",
    ),
    "Helm, default in a template": carrier(
        "charts/tts/templates/secret.yaml",
        'stringData:\n  SUPERTONE_API_KEY: {{ .Values.supertoneApiKey | default [|"«key»"|] | quote }}\n',
        '""',
    ),
    "Helm, base64 in a template": carrier(
        "charts/tts/templates/secret.yaml",
        "kind: Secret\nmetadata:\n  name: {{ .Release.Name }}\ndata:\n  SUPERTONE_API_KEY: [|«key|base64»|]\n",
        "{{ .Values.supertoneApiKey | b64enc }}",
    ),
    "Kustomize": carrier(
        "kustomization.yaml",
        "secretGenerator:\n  - name: tts\n    literals:\n      - SUPERTONE_API_KEY=[|«key»|]\n",
        "$FROM_VAULT",
    ),
}
