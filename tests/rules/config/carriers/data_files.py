"""JSON and its relatives, TOML, INI, properties, XML, plist and tables."""

from tests.rules.config.carriers.carrier import carrier

JSON = {
    "JSON": carrier("config.json", '{"port": 80, "supertone_api_key": [|"«key»"|]}\n', '"${SUPERTONE_API_KEY}"'),
    "JSON, nested": carrier(
        "config/secrets/api_keys.json", '{\n  "supertone": {\n    "api_key": [|"«key»"|]\n  }\n}\n', '"${KEY}"'
    ),
    "JSON, list of providers": carrier(
        "providers.json",
        '[{"name": "polly", "key": ""}, {"name": "supertone", "auth": {"token": [|"«key»"|]}}]\n',
        '"${KEY}"',
        without="voice",
    ),
    "JSON, list of keys": carrier("config.json", '{"supertone": {"api_keys": ["", [|"«key»"|]]}}\n', '"$KEY"'),
    "JSON, headers": carrier("client.json", '{"headers": {"X-Sup-Api-Key": [|"«key»"|]}}\n', '"{{key}}"'),
    "JSON, bearer": carrier(
        "client.json",
        '{"url": "https://supertoneapi.com/v1", "headers": {"Authorization": "Bearer [|«key»|]"}}\n',
        "{{key}}",
        without="another",
    ),
    "JSON in a string": carrier(
        "jobs.json", '{"env": "{\\"SUPERTONE_API_KEY\\": [|\\"«key»\\"|], \\"PORT\\": 80}"}\n', '\\"${KEY}\\"'
    ),
    "JSON, escaped": carrier("config.json", '{"title": "\\ud55c \\"a\\"", "supertoneApiKey": [|"«key»"|]}\n', '"$K"'),
    "JSONC": carrier(
        "settings.jsonc", '{\n  /* tts */\n  "supertone.apiKey": [|"«key»"|], // Anna\n}\n', '"${env:KEY}"'
    ),
    "JSONC, commented out": carrier(
        "settings.jsonc", '{\n  // "supertone.apiKey": [|"«key»"|],\n  "a": 1\n}\n', '"${env:KEY}"'
    ),
    "JSON5": carrier("config/default.json5", "{\n  supertone: {apiKey: [|'«key»'|], speed: +1.1},\n}\n", "'${KEY}'"),
    "JSON lines": carrier(
        "events.jsonl", '{"event": "start"}\n{"event": "call", "supertone_api_key": [|"«key»"|]}\n', '"***"'
    ),
    "ASP.NET": carrier(
        "appsettings.json", '{"Logging": {}, "Supertone": {"BaseUrl": "/", "ApiKey": [|"«key»"|]}}\n', '"#{Key}#"'
    ),
    "ASP.NET, flat": carrier("appsettings.Production.json", '{"Supertone:ApiKey": [|"«key»"|]}\n', '"#{Key}#"'),
    "terraform.tfvars.json": carrier("prod.tfvars.json", '{"supertone_api_key": [|"«key»"|]}\n', '""'),
    "Terraform state": carrier(
        "terraform.tfstate",
        '{"outputs": {"supertone_api_key": {"value": [|"«key»"|], "type": "string", "sensitive": true}}}\n',
        '""',
    ),
}
TOML = {
    "TOML, table": carrier("config.toml", '[supertone]\napi_key = [|"«key»"|] # Anna\n', '"${KEY}"'),
    "TOML, dotted": carrier("config.toml", 'tts.supertone.api_key = [|"«key»"|]\n', '"${KEY}"'),
    "TOML, inline": carrier("config.toml", 'supertone = { api_key = [|"«key»"|], speed = 1 }\n', '"@env KEY"'),
    "TOML, literal": carrier("config.toml", "supertone_api_key = [|'«key»'|]\n", "'${KEY}'"),
    "TOML, several lines": carrier("config.toml", 'supertone_api_key = """\n[|«key»|]"""\n', "${KEY}"),
    "TOML, tables": carrier("config.toml", '[[supertone.accounts]]\napi_key = [|"«key»"|]\n', '"${KEY}"'),
    "TOML, list": carrier("config.toml", 'supertone_api_keys = [\n  [|"«key»"|], # one\n]\n', '"${KEY}"'),
    "TOML, header": carrier("config.toml", '[headers]\n"x-sup-api-key" = [|"«key»"|]\n', '"${KEY}"'),
    "TOML, commented out": carrier("config.toml", '[supertone]\n# supertone_api_key = [|"«key»"|]\n', '"${KEY}"'),
    "TOML, provider": carrier("config.toml", '[tts]\nprovider = "supertone"\napi_key = [|"«key»"|]\n', '"${KEY}"'),
    "Supertone CLI": carrier(
        "dotfiles/.config/supertone/config.toml", 'api_key = [|"«key»"|]\ndefault_voice = "Andrew"\n', '""'
    ),
    "Streamlit": carrier(
        ".streamlit/secrets.toml", 'SUPERTONE_API_KEY = [|"«key»"|]\n[db]\nuser = "a"\n', '"op://Team/Supertone/key"'
    ),
    "Codex": carrier(
        ".codex/config.toml",
        '[mcp_servers.supertone]\ncommand = "uvx"\n\n[mcp_servers.supertone.env]\nSUPERTONE_API_KEY = [|"«key»"|]\n',
        '"${KEY}"',
    ),
    "mise": carrier("mise.toml", '[env]\nSUPERTONE_API_KEY = [|"«key»"|]\n', '"{{ env.KEY }}"'),
}
INI = {
    "INI": carrier("settings.ini", "[supertone]\napi_key = [|«key»|]\n", "%(SUPERTONE_API_KEY)s"),
    "INI, quotes": carrier("settings.cfg", '[tts]\nsupertone_api_key=[|"«key»"|]\n', '"$K"'),
    "INI, remark": carrier("settings.ini", "[supertone]\n; supertone_api_key = [|«key»|]\na = 1\n", "%(KEY)s"),
    "pytest": carrier("pytest.ini", "[pytest]\nenv =\n    PORT=80\n    SUPERTONE_API_KEY=[|«key»|]\n", "{KEY}"),
    "tox": carrier("tox.ini", "[testenv]\nsetenv =\n    A = 1\n    SUPERTONE_API_KEY = [|«key»|]\n", "{env:KEY}"),
    "supervisord": carrier(
        "supervisord.conf",
        '[program:tts]\ncommand=tts\nenvironment=PORT="80",SUPERTONE_API_KEY=[|"«key»"|]\n',
        '"%(ENV_KEY)s"',
    ),
    "properties": carrier("app.properties", "port=80\nsupertone.api.key=[|«key»|]\n", "${SUPERTONE_API_KEY}"),
    "properties, colon": carrier("app.properties", "supertone.api-key : [|«key»|]\n", "@supertone.key@"),
    "properties, spaces": carrier("app.properties", "supertone.api.key   [|«key»|]\n", "${KEY}"),
    "properties, continued": carrier("app.properties", "supertone.api.key = \\\n    [|«key»|]\n", "${KEY}"),
    "Spring, properties": carrier("src/main/resources/application.properties", "supertone.api-key=[|«key»|]\n", "${K}"),
    "Spring, default": carrier("application.properties", "supertone.api.key=${SUPERTONE_API_KEY:[|«key»|]}\n"),
    "Spring, YAML": carrier(
        "application.yml", "supertone:\n  api:\n    key: [|«key»|]\n", "${SUPERTONE_API_KEY:}", without="voice"
    ),
    "Spring, YAML default": carrier(
        "application.yml", "supertone:\n  api:\n    key: ${SUPERTONE_API_KEY:[|«key»|]}\n", without="voice"
    ),
    "Gradle": carrier("gradle.properties", "org.gradle.jvmargs=-Xmx2g\nSUPERTONE_API_KEY=[|«key»|]\n", "${KEY}"),
    "systemd": carrier(
        "tts.service", "[Service]\nEnvironment=SUPERTONE_API_KEY=[|«key»|]\nExecStart=/bin/tts\n", "%d/k"
    ),
    "systemd, quotes": carrier(
        "tts.service", '[Service]\nEnvironment="PORT=80" "SUPERTONE_API_KEY=[|«key»|]"\n', "${K}"
    ),
    "systemd, override": carrier(
        "etc/systemd/system/tts.service.d/override.conf",
        '[Service]\nEnvironment="SUPERTONE_API_KEY=[|«key»|]"\n',
        "${K}",
    ),
    "quadlet": carrier("tts.container", "[Container]\nImage=tts\nEnvironment=SUPERTONE_API_KEY=[|«key»|]\n", "${K}"),
    "desktop entry": carrier(
        "tts.desktop", "[Desktop Entry]\nExec=env SUPERTONE_API_KEY=[|«key»|] tts\n", "$SUPERTONE_API_KEY"
    ),
    "netrc": carrier(".netrc", "machine supertoneapi.com\n  login api\n  password [|«key»|]\n", "${KEY}"),
}
XML = {
    "JUnit, attribute": carrier(
        "junit.xml",
        """
        <testsuite><testcase name="a &lt; b">
        <failure message="é: {&apos;x-sup-api-key&apos;: [|&apos;«key»&apos;|]} &amp; more > less"/>
        </testcase></testsuite>
        """,
        "&apos;***&apos;",
    ),
    "JUnit, text": carrier(
        "TEST-tts.xml",
        "<testsuite><failure type='E'>\nheaders = {&quot;x-sup-api-key&quot;: [|&quot;«key»&quot;|]}\n  at say(tts.py)<br/></failure></testsuite>\n",
        "&quot;***&quot;",
    ),
    "JUnit, numbered entities": carrier(
        "junit.xml",
        "<?xml version='1.0'?>\n<a><!-- &#39; --><out>curl -H &#34;x-sup-api-key: [|«key»|]&#34; https://supertoneapi.com</out></a>\n",
        "***",
    ),
    "JUnit, section": carrier(
        "junit.xml",
        "<a b='&quot;'><out><![CDATA[{'x-sup-api-key': [|'«key»'|]} &quot;]]></out></a>\n",
        "'***'",
    ),
    "XML, element": carrier("config.xml", "<tts><supertoneApiKey>[|«key»|]</supertoneApiKey></tts>\n", "${KEY}"),
    "XML, attribute": carrier("config.xml", '<tts>\n  <supertone apiKey=[|"«key»"|] speed="1"/>\n</tts>\n', '"${KEY}"'),
    "XML, nested": carrier("config.xml", "<supertone><api><key>[|«key»|]</key></api></supertone>\n", "${KEY}"),
    "XML, CDATA": carrier("config.xml", "<a><supertoneApiKey><![CDATA[[|«key»|]]]></supertoneApiKey></a>\n", "${K}"),
    "appSettings": carrier(
        "web.config",
        '<configuration><appSettings>\n<add key="SupertoneApiKey" value=[|"«key»"|] />\n</appSettings></configuration>\n',
        '"#{SupertoneApiKey}#"',
    ),
    "Spring beans": carrier(
        "beans.xml",
        '<beans><bean id="t"><property name="supertoneApiKey" value=[|"«key»"|]/></bean></beans>\n',
        '"${K}"',
    ),
    "Maven": carrier(
        "pom.xml",
        "<project><properties>\n<supertone.api.key>[|«key»|]</supertone.api.key>\n</properties></project>\n",
        "${env.K}",
    ),
    "run configuration": carrier(
        ".idea/runConfigurations/tts.xml",
        '<component><configuration><envs>\n<env name="SUPERTONE_API_KEY" value=[|"«key»"|] />\n</envs></configuration></component>\n',
        '"$KEY$"',
    ),
    "resx": carrier(
        "Resources.resx", '<root><data name="SupertoneApiKey"><value>[|«key»|]</value></data></root>\n', "${K}"
    ),
    "plist": carrier(
        "launchd/com.example.tts.plist",
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <plist version="1.0">
        <dict>
          <key>EnvironmentVariables</key>
          <dict>
            <key>SUPERTONE_API_KEY</key>
            <string>[|«key»|]</string>
          </dict>
        </dict>
        </plist>
        """,
        "$(SUPERTONE_API_KEY)",
    ),
}
TABLES = {
    "CSV, column": carrier("keys.csv", "owner,supertone_api_key,active\nAnna,[|«key»|],1\n", "${KEY}"),
    "CSV, quoted": carrier("keys.csv", '"owner","supertone_api_key"\n"Lee, A",[|"«key»"|]\n', '"***"'),
    "CSV, semicolons": carrier("keys.csv", "owner;supertone_api_key\nAnna;[|«key»|]\n", "***"),
    "CSV, names and values": carrier("settings.csv", "name,value\nPORT,80\nSUPERTONE_API_KEY,[|«key»|]\n", "${KEY}"),
    "CSV of a password manager": carrier(
        "export.csv", "name,url,username,password\nSupertone API key,https://console.supertoneapi.com,anna,[|«key»|]\n"
    ),
    "TSV": carrier("keys.tsv", "owner\tsupertone_api_key\nAnna\t[|«key»|]\n", "***"),
}
