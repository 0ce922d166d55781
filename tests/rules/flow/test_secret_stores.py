"""The key from secret stores."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
    leak(
        "streamlit-secrets",
        "SUP205 SUP205",
        """
        import streamlit as st

        key = st.secrets["SUPERTONE_API_KEY"]
        st.write("Key loaded:", [|key|])
        st.write([|st.secrets["supertone"]["api_key"]|])
        """,
    ),
    clean(
        "streamlit-secrets-of-others",
        """
        import streamlit as st
        from supertone import Supertone

        client = Supertone(api_key=st.secrets["SUPERTONE_API_KEY"])
        st.write("Voice:", st.secrets["SUPERTONE_VOICE_ID"])
        st.success("Key configured" if "SUPERTONE_API_KEY" in st.secrets else "No key")
        """,
    ),
    leak(
        "streamlit-session-state",
        "SUP205",
        """
        import streamlit as st

        st.session_state["supertone_api_key"] = st.text_input("Supertone API key", type="password")
        st.write([|st.session_state["supertone_api_key"]|])
        """,
    ),
    leak(
        "streamlit-session-state-whole",
        "SUP205",
        """
        import streamlit as st

        st.session_state["supertone_api_key"] = st.text_input("Supertone API key", type="password")
        st.json([|st.session_state|])
        """,
    ),
    leak(
        "colab-userdata",
        "SUP301",
        """
        from google.colab import userdata

        api_key = userdata.get("SUPERTONE_API_KEY")
        print([|api_key|])
        """,
    ),
    leak(
        "kaggle-secrets",
        "SUP301",
        """
        from kaggle_secrets import UserSecretsClient

        secrets = UserSecretsClient()
        value = secrets.get_secret("SUPERTONE_API_KEY")
        print("kaggle gave", [|value|])
        """,
    ),
    clean(
        "kaggle-secrets-of-another-vendor",
        """
        from kaggle_secrets import UserSecretsClient
        from supertone import Supertone

        secrets = UserSecretsClient()
        client = Supertone(secrets.get_secret("SUPERTONE_API_KEY"))
        print("wandb", secrets.get_secret("WANDB_API_KEY"))
        """,
    ),
    leak(
        "keyring",
        "SUP301",
        """
        import keyring

        SERVICE = "supertone"
        secret = keyring.get_password(SERVICE, "api_key")
        print([|"keyring: %s" % secret|])
        """,
    ),
    clean(
        "keyring-backend-and-another-service",
        """
        import keyring
        from supertone import Supertone

        client = Supertone(keyring.get_password("supertone", "api_key"))
        print(keyring.get_keyring(), keyring.get_password("smtp", "mailer"))
        """,
    ),
    leak(
        "modal-secret",
        "SUP301",
        """
        import os

        import modal

        app = modal.App("narrator", secrets=[modal.Secret.from_name("supertone")])


        @app.function()
        def narrate(text: str):
            print([|os.environ["SUPERTONE_API_KEY"]|])
        """,
    ),
    clean(
        "modal-secret-object",
        """
        import modal

        secret = modal.Secret.from_name("supertone", required_keys=["SUPERTONE_API_KEY"])
        print("attached", secret)
        """,
    ),
    leak(
        "secrets-manager-of-aws",
        "SUP301",
        """
        import json
        import logging

        import boto3

        logger = logging.getLogger()


        def handler(event, context):
            client = boto3.client("secretsmanager")
            response = client.get_secret_value(SecretId="prod/supertone-api-key")
            data = json.loads(response["SecretString"])
            logger.info("secret: %s", [|data["SUPERTONE_API_KEY"]|])
        """,
    ),
    leak(
        "secrets-manager-of-aws-whole",
        "SUP301",
        """
        import logging

        import boto3

        logger = logging.getLogger()


        def handler(event, context):
            client = boto3.client("secretsmanager")
            response = client.get_secret_value(SecretId="prod/supertone-api-key")
            logger.info("secret: %s", [|response["SecretString"]|])
        """,
        missed="the name of the secret stands in SecretId",
    ),
    clean(
        "secrets-manager-metadata",
        """
        import logging

        import boto3
        from supertone import Supertone

        logger = logging.getLogger()


        def handler(event, context):
            client = boto3.client("secretsmanager")
            response = client.get_secret_value(SecretId="prod/supertone-api-key")
            logger.info("secret %s, version %s", response["ARN"], response["VersionId"])
            return Supertone(api_key=response["SecretString"])
        """,
    ),
    clean(
        "secret-of-another-entry-of-the-store",
        """
        import boto3
        from supertone import Supertone

        store = boto3.client("secretsmanager")
        tts = store.get_secret_value(SecretId="prod/tts")
        database = store.get_secret_value(SecretId="prod/database")
        print("database", database["SecretString"])
        client = Supertone(api_key=tts["SecretString"])
        """,
    ),
    leak(
        "parameter-store-sent-as-the-key",
        "SUP301",
        """
        import boto3
        import requests

        ssm = boto3.client("ssm")
        value = ssm.get_parameter(Name="/tts/key", WithDecryption=True)["Parameter"]["Value"]
        print("parameter:", [|value|])
        requests.get("https://supertoneapi.com/v1/credits", headers={"x-sup-api-key": value})
        """,
    ),
    leak(
        "secret-manager-of-google",
        "SUP301",
        """
        from google.cloud import secretmanager
        from supertone import Supertone

        client = secretmanager.SecretManagerServiceClient()
        answer = client.access_secret_version(name="projects/1/secrets/supertone-api-key/versions/latest")
        payload = answer.payload.data.decode("UTF-8")
        print([|payload|])
        tts = Supertone(api_key=payload)
        """,
    ),
    clean(
        "secret-manager-of-google-name",
        """
        from google.cloud import secretmanager
        from supertone import Supertone

        name = "projects/1/secrets/supertone-api-key/versions/latest"
        client = secretmanager.SecretManagerServiceClient()
        answer = client.access_secret_version(name=name)
        print("read", name, answer.name)
        tts = Supertone(api_key=answer.payload.data.decode("UTF-8"))
        """,
    ),
    leak(
        "key-vault-of-azure",
        "SUP301",
        """
        from azure.identity import DefaultAzureCredential
        from azure.keyvault.secrets import SecretClient

        vault = SecretClient("https://tts.vault.azure.net", DefaultAzureCredential())
        secret = vault.get_secret("supertone-api-key")
        print([|secret.value|])
        """,
    ),
    clean(
        "key-vault-of-azure-name",
        """
        from azure.identity import DefaultAzureCredential
        from azure.keyvault.secrets import SecretClient
        from supertone import Supertone

        vault = SecretClient("https://tts.vault.azure.net", DefaultAzureCredential())
        secret = vault.get_secret("supertone-api-key")
        print(secret.name, secret.properties.version, secret.properties.expires_on)
        client = Supertone(api_key=secret.value)
        """,
    ),
    leak(
        "vault-of-hashicorp",
        "SUP301",
        """
        import hvac

        vault = hvac.Client(url="https://vault.example.com")
        read = vault.secrets.kv.v2.read_secret_version(path="tts")
        print("vault:", [|read["data"]["data"]["SUPERTONE_API_KEY"]|])
        """,
    ),
    clean(
        "vault-of-hashicorp-status",
        """
        import hvac
        from supertone import Supertone

        vault = hvac.Client(url="https://vault.example.com")
        read = vault.secrets.kv.v2.read_secret_version(path="tts")
        print("vault:", vault.is_authenticated(), read["data"]["metadata"]["version"])
        client = Supertone(read["data"]["data"]["SUPERTONE_API_KEY"])
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
