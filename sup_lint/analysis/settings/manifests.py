"""Values that a manifest keeps encoded, encrypted or elsewhere: Secrets of Kubernetes, sealed secrets, references."""

from sup_lint.analysis.settings.setting import ENCRYPTED, REFERENCE, Setting
from sup_lint.analysis.settings.spelling import from_base64

# Below these names a value says where the key is kept.
_REFERRING = frozenset(
    """
    valueFrom secretKeyRef secretRef configMapKeyRef remoteRef secretStoreRef existingSecret secretName
    existingSecretKey secretKeyName fromSecret from_secret value_from secret_key_ref objectName objectAlias
    Fn::ImportValue Fn::GetAtt Ref
    """.split()
)
_ENCRYPTED = frozenset({"encryptedData", "secure", "encrypted", "ciphertext", "cipherText", "encrypted_value"})
_REFERRING_KINDS = frozenset(
    "ExternalSecret ClusterExternalSecret SecretProviderClass VaultStaticSecret VaultDynamicSecret SecretStore".split()
)


def unveiled(settings: list[Setting]) -> list[Setting]:
    """The settings with base64 decoded where it is known to be that, and marked where they are no values in clear."""
    kinds = {each.mapping: each for each in settings if each.name == "kind" and each.mapping}
    return [_unveiled(each, kinds) for each in settings]


def _unveiled(setting: Setting, kinds: dict[int, Setting]) -> Setting:
    if setting.encoding:
        return setting
    if not _REFERRING.isdisjoint(setting.path):
        return setting._replace(encoding=REFERENCE)
    if not _ENCRYPTED.isdisjoint(setting.path):
        return setting._replace(encoding=ENCRYPTED)
    kind = next((kinds[number] for number in reversed(setting.within) if number in kinds), None) if kinds else None
    if kind is None or setting is kind:
        return setting
    if kind.value in _REFERRING_KINDS:
        return setting._replace(encoding=REFERENCE)
    part = setting.path[len(kind.path) - 1 : len(kind.path)]
    if kind.value == "Secret" and part == ("data",) and len(setting.path) > len(kind.path):
        decoded = from_base64(setting.value)
        return setting._replace(value=decoded, encoding="base64") if decoded else setting
    return setting
