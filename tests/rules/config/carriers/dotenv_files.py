"""Environment files in their variants."""

from tests.rules.config.carriers.carrier import carrier

DOTENV = {
    "dotenv": carrier(".env", "DEBUG=1\nSUPERTONE_API_KEY=[|«key»|]\n", "${SUPERTONE_API_KEY}"),
    "dotenv, exported": carrier(".env", "export SUPERTONE_API_KEY=[|«key»|]\n", "$(pass show supertone)"),
    "dotenv, double quotes": carrier(".env", 'SUPERTONE_API_KEY=[|"«key»"|]\n', '"op://Team/Supertone/credential"'),
    "dotenv, single quotes": carrier(".env", "export SUPERTONE_API_KEY=[|'«key»'|]\n", "'op://Team/Supertone/key'"),
    "dotenv, spaces": carrier(".env", "SUPERTONE_API_KEY = [|«key»|]\n", "${SUPERTONE_API_KEY_LOCAL}"),
    "dotenv, colon": carrier(".env", "SUPERTONE_API_KEY: [|«key»|]\n", "${SUPERTONE_API_KEY_LOCAL}"),
    "dotenv, remark behind": carrier(".env", "SUPERTONE_API_KEY=[|«key»|] # Anna's\n", "$ANNAS_KEY"),
    "dotenv, commented out": carrier(".env", "# SUPERTONE_API_KEY=[|«key»|]\nDEBUG=1\n", "${SUPERTONE_API_KEY}"),
    "dotenv, behind several lines": carrier(
        ".env",
        """
        JWT_PUBLIC="-----BEGIN PUBLIC KEY-----
        MIIBIjANBgkqhkiG9w0BAQEF
        -----END PUBLIC KEY-----"
        SUPERTONE_API_KEY=[|"«key»"|]
        """,
        '"$FROM_VAULT"',
    ),
    "dotenv, CRLF": carrier(".env", "DEBUG=1\r\nSUPERTONE_API_KEY=[|«key»|]\r\nPORT=1\r\n", "$FROM_VAULT"),
    "dotenv, no line end": carrier(".env", "SUPERTONE_API_KEY=[|«key»|]", "$FROM_VAULT"),
    "dotenv, lower case": carrier(".env", "supertone_api_key=[|«key»|]\n", "$SUPERTONE_API_KEY"),
    "dotenv, header": carrier(".env", "x-sup-api-key=[|«key»|]\n", "$SUPERTONE_API_KEY"),
    "dotenv, pool": carrier(".env", "SUPERTONE_API_KEY_1=[|«key»|]\n", "$FIRST"),
    "dotenv, list": carrier(".env", "SUPERTONE_API_KEYS=[|«key»|],$SECOND\n", "$FIRST"),
    "dotenv, neutral name": carrier(
        ".env",
        "TTS_API_URL=https://supertoneapi.com/v1\nTTS_API_KEY=[|«key»|]\n",
        "${FROM_VAULT}",
        without="another",
    ),
    "dotenv, default": carrier(".env", "SUPERTONE_API_KEY=${FROM_VAULT:-[|«key»|]}\n"),
    "dotenv, production": carrier(
        ".env.production", 'NODE_ENV=production\nSUPERTONE_API_KEY=[|"«key»"|]\n', '"$FROM_VAULT"'
    ),
    "dotenv, local": carrier("apps/web/.env.development.local", "SUPERTONE_API_KEY=[|«key»|]\n", "$FROM_VAULT"),
    "dotenv, example": carrier(".env.example", "SUPERTONE_API_KEY=[|«key»|]\n", "<your key>"),
    "dotenv, named": carrier("config/staging.env", "SUPERTONE_API_KEY=[|«key»|]\n", "$FROM_VAULT"),
    "dotenv, Vite": carrier("vite.env", "SUPERTONE_API_KEY=[|«key»|]\n", "$FROM_VAULT"),
    "direnv": carrier(".envrc", 'dotenv\nPATH_add bin\nexport SUPERTONE_API_KEY=[|"«key»"|]\n', '"$(op read x)"'),
    "dev.vars": carrier(".dev.vars", 'SUPERTONE_API_KEY=[|"«key»"|]\n', '"$FROM_VAULT"'),
    "flaskenv": carrier(".flaskenv", "FLASK_APP=tts\nSUPERTONE_API_KEY=[|«key»|]\n", "$FROM_VAULT"),
    "env.list": carrier("docker/env.list", "SUPERTONE_API_KEY=[|«key»|]\n", "$FROM_VAULT"),
    "secrets of act": carrier(".secrets", "SUPERTONE_API_KEY=[|«key»|]\n", "$FROM_VAULT"),
    "environment file": carrier("etc/default/tts", 'SUPERTONE_API_KEY=[|"«key»"|]\n', '"$FROM_VAULT"'),
    "key file": carrier("secrets/supertone_api_key.txt", "[|«key»|]\n"),
    "key file without extension": carrier("_secrets/supertone-api-key", "[|«key»|]"),
    "published to a page": carrier(
        ".env", "[|VITE_SUPERTONE_API_KEY|]=«key»\n", code="SUP202", without="placeholder empty"
    ),
    "published by a workflow": carrier(
        ".github/workflows/pages.yml",
        """
        jobs:
          build:
            env:
              [|NEXT_PUBLIC_SUPERTONE_API_KEY|]: «key»
        """,
        code="SUP202",
        without="placeholder empty",
    ),
    "published by a build": carrier(
        "netlify.toml",
        '[build.environment]\n[|REACT_APP_SUPERTONE_API_KEY|] = "«key»"\n',
        code="SUP202",
        without="placeholder empty",
    ),
}
