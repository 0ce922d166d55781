"""Assistants and editors, clients of APIs, and recorded requests."""

from tests.rules.config.carriers.carrier import carrier

ASSISTANTS = {
    "Claude Desktop": carrier(
        "claude_desktop_config.json",
        """
        {
          "mcpServers": {
            "supertone": {
              "command": "uvx",
              "args": ["supertone-mcp"],
              "env": {
                "SUPERTONE_API_KEY": [|"«key»"|]
              }
            }
          }
        }
        """,
        '"${SUPERTONE_API_KEY}"',
    ),
    "MCP, option": carrier(
        "claude_desktop_config.json",
        '{"mcpServers": {"supertone": {"command": "uvx", "args": ["supertone-mcp", "--api-key", [|"«key»"|]]}}}\n',
        '"${SUPERTONE_API_KEY}"',
    ),
    "MCP, option with value": carrier(
        ".cursor/mcp.json",
        '{"mcpServers": {"supertone": {"command": "npx", "args": ["supertone-mcp", "--api-key=[|«key»|]"]}}}\n',
        "${SUPERTONE_API_KEY}",
    ),
    "MCP, docker": carrier(
        ".mcp.json",
        '{"mcpServers": {"tts": {"command": "docker", "args": ["run", "-e", "SUPERTONE_API_KEY=[|«key»|]", "tts"]}}}\n',
        "${SUPERTONE_API_KEY}",
    ),
    "MCP, headers": carrier(
        ".mcp.json",
        '{"mcpServers": {"supertone": {"type": "http", "url": "https://mcp.supertone.ai", "headers": {"Authorization": "Bearer [|«key»|]"}}}}\n',
        "${SUPERTONE_API_KEY}",
    ),
    "MCP, neutral name": carrier(
        ".mcp.json", '{"mcpServers": {"supertone-tts": {"env": {"API_KEY": [|"«key»"|]}}}}\n', '"${KEY}"'
    ),
    "MCP, named by its command": carrier(
        ".mcp.json",
        '{"mcpServers": {"narrator": {"command": "uvx", "args": ["supertone-mcp"], "env": {"API_KEY": [|"«key»"|]}}}}\n',
        '"${KEY}"',
    ),
    "MCP, another server's": carrier(
        ".mcp.json",
        '{"mcpServers": {"supertone": {"env": {"API_KEY": [|"«key»"|]}}, "search": {"env": {"API_KEY": "%s"}}}}\n'
        % ("5d0b" * 3 + "9a4e7c61f2" * 2),
        '"${KEY}"',
    ),
    "VS Code, MCP": carrier(
        ".vscode/mcp.json",
        '{\n  // asks for it\n  "servers": {"supertone": {"env": {"SUPERTONE_API_KEY": [|"«key»"|]}}}\n}\n',
        '"${input:supertone-key}"',
    ),
    "VS Code, input": carrier(
        ".vscode/mcp.json",
        '{"inputs": [{"type": "promptString", "id": "supertone-api-key", "password": true, "default": [|"«key»"|]}]}\n',
        '""',
    ),
    "VS Code, settings": carrier(
        ".vscode/settings.json",
        '{\n  "terminal.integrated.env.linux": {\n    "SUPERTONE_API_KEY": [|"«key»"|],\n  },\n}\n',
        '"${env:SUPERTONE_API_KEY}"',
    ),
    "VS Code, extension": carrier(".vscode/settings.json", '{"supertone.apiKey": [|"«key»"|]}\n', '""'),
    "VS Code, launch": carrier(
        ".vscode/launch.json",
        '{\n  // debug\n  "configurations": [{"name": "tts", "env": {"SUPERTONE_API_KEY": [|"«key»"|]}}]\n}\n',
        '"${env:SUPERTONE_API_KEY}"',
    ),
    "VS Code, arguments": carrier(
        ".vscode/launch.json",
        '{"configurations": [{"program": "tts.py", "args": ["--supertone-key", [|"«key»"|], "hi"]}]}\n',
        '"${env:SUPERTONE_API_KEY}"',
    ),
    "VS Code, tasks": carrier(
        ".vscode/tasks.json",
        '{"tasks": [{"command": "say", "options": {"env": {"SUPERTONE_API_KEY": [|"«key»"|]}}}]}\n',
        '"${input:key}"',
    ),
    "VS Code, workspace": carrier(
        "tts.code-workspace", '{"settings": {"supertone.apiKey": [|"«key»"|]}, "folders": []}\n', '""'
    ),
    "Zed": carrier(
        ".zed/settings.json",
        '{"context_servers": {"supertone": {"command": "uvx", "env": {"SUPERTONE_API_KEY": [|"«key»"|]}}}}\n',
        '"${KEY}"',
    ),
    "Continue": carrier(
        ".continue/config.yaml",
        "mcpServers:\n  - name: supertone\n    command: uvx\n    env:\n      SUPERTONE_API_KEY: [|«key»|]\n",
        "${{ secrets.SUPERTONE_API_KEY }}",
    ),
}
_POSTMAN = '{"info": {"schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, %s}\n'
REQUESTS = {
    "Postman, header": carrier(
        "tts.postman_collection.json",
        _POSTMAN % '"item": [{"request": {"header": [{"key": "x-sup-api-key", "value": [|"«key»"|]}]}}]',
        '"{{supertone_api_key}}"',
    ),
    "Postman, authentication": carrier(
        "tts.postman_collection.json",
        _POSTMAN
        % '"auth": {"type": "apikey", "apikey": [{"key": "key", "value": "x-sup-api-key"}, {"key": "value", "value": [|"«key»"|]}]}',
        '"{{supertone_api_key}}"',
    ),
    "Postman, value first": carrier(
        "tts.postman_collection.json",
        _POSTMAN
        % '"auth": {"type": "apikey", "apikey": [{"key": "value", "value": [|"«key»"|]}, {"key": "key", "value": "x-sup-api-key"}]}',
        '"{{supertone_api_key}}"',
    ),
    "Postman, variable": carrier(
        "tts.postman_collection.json",
        _POSTMAN % '"variable": [{"key": "supertone_api_key", "value": [|"«key»"|], "type": "string"}]',
        '""',
    ),
    "Postman, environment": carrier(
        "prod.postman_environment.json",
        '{"name": "prod", "values": [{"key": "supertone_api_key", "value": [|"«key»"|], "enabled": true}]}\n',
        '"{{vault:supertone}}"',
    ),
    "Insomnia, header": carrier(
        "insomnia.json",
        '{"resources": [{"_type": "request", "headers": [{"name": "x-sup-api-key", "value": [|"«key»"|]}]}]}\n',
        '"{{ _.supertone_api_key }}"',
    ),
    "Insomnia, environment": carrier(
        "insomnia.json",
        '{"resources": [{"_type": "environment", "data": {"supertone_api_key": [|"«key»"|]}}]}\n',
        '"{% prompt %}"',
    ),
    "Insomnia, YAML": carrier(
        "insomnia.yaml",
        "type: collection.insomnia.rest/5.0\ncollection:\n  - url: https://supertoneapi.com\n    headers:\n      - name: x-sup-api-key\n        value: [|«key»|]\n",
        '"{{ _.supertone_api_key }}"',
    ),
    "Bruno": carrier(
        "speak.bru",
        "post {\n  url: https://supertoneapi.com/v1/text-to-speech/x\n}\n\nheaders {\n  x-sup-api-key: [|«key»|]\n}\n",
        "{{supertoneApiKey}}",
    ),
    "HAR": carrier(
        "console.har",
        '{"log": {"entries": [{"request": {"url": "https://supertoneapi.com/v1/voices", "headers": [{"name": "accept", "value": "*/*"}, {"name": "x-sup-api-key", "value": [|"«key»"|]}]}}]}}\n',
        '"[redacted]"',
    ),
    "HAR, body": carrier(
        "console.har",
        '{"log": {"entries": [{"request": {"postData": {"text": "{\\"supertoneApiKey\\":[|\\"«key»\\"|]}"}}}]}}\n',
        '\\"[redacted]\\"',
    ),
    "HAR, URL": carrier(
        "console.har",
        '{"log": {"entries": [{"request": {"url": "https://supertoneapi.com/v1/voices?api_key=[|«key»|]"}}]}}\n',
        "REDACTED",
        code="SUP104",
        without="another",
    ),
    "HTTP file": carrier(
        "speak.http",
        "### Speak\nPOST https://supertoneapi.com/v1/text-to-speech/x\nContent-Type: application/json\nx-sup-api-key: [|«key»|]\n\n{}\n",
        "{{$dotenv SUPERTONE_API_KEY}}",
    ),
    "HTTP file, variable": carrier(
        "speak.rest", "@supertoneApiKey = [|«key»|]\n\nGET https://supertoneapi.com/v1/voices\n", "{{$processEnv KEY}}"
    ),
    "HTTP client, environment": carrier(
        "http-client.env.json",
        '{"dev": {"host": "https://supertoneapi.com", "supertone-api-key": [|"«key»"|]}}\n',
        '""',
    ),
    "hurl": carrier(
        "speak.hurl", "GET https://supertoneapi.com/v1/voices\nx-sup-api-key: [|«key»|]\nHTTP 200\n", "{{key}}"
    ),
    "VCR, YAML": carrier(
        "tests/cassettes/test_speak.yaml",
        """
        interactions:
        - request:
            body: '{"text": "hi"}'
            headers:
              Accept:
              - '*/*'
              x-sup-api-key:
              - [|«key»|]
            method: POST
            uri: https://supertoneapi.com/v1/text-to-speech/x
        version: 1
        """,
        "FILTERED",
    ),
    "VCR, quoted": carrier(
        "spec/cassettes/speak.yml",
        'http_interactions:\n- request:\n    headers:\n      X-Sup-Api-Key:\n      - [|"«key»"|]\n      Host: [supertoneapi.com]\n',
        '"<SUPERTONE_API_KEY>"',
    ),
    "VCR, JSON": carrier(
        "tests/cassettes/speak.json",
        '{"interactions": [{"request": {"headers": {"x-sup-api-key": [[|"«key»"|]]}, "uri": "https://supertoneapi.com"}}]}\n',
        '"<KEY>"',
    ),
    "Polly.js": carrier(
        "__recordings__/speak/recording.har",
        '{"log": {"entries": [{"request": {"headers": [{"_fromType": "array", "name": "x-sup-api-key", "value": [|"«key»"|]}]}}]}}\n',
        '"redacted"',
    ),
    "WireMock": carrier(
        "mappings/speak.json",
        '{"request": {"headers": {"x-sup-api-key": {"equalTo": [|"«key»"|]}}}, "response": {"status": 200}}\n',
        '"test-key"',
    ),
    "JMeter": carrier(
        "load.jmx",
        '<elementProp name="" elementType="Header"><stringProp name="Header.name">x-sup-api-key</stringProp><stringProp name="Header.value">[|«key»|]</stringProp></elementProp>\n',
        "${__P(key)}",
    ),
    "Artillery": carrier(
        "load.yml",
        'scenarios:\n  - flow:\n      - get:\n          headers:\n            x-sup-api-key: [|"«key»"|]\n',
        '"{{ $env.K }}"',
    ),
}
