"""The disguises in which one key value may stand in a file."""

import base64
from urllib.parse import quote


def disguises(key: str) -> dict[str, str]:
    """Every spelling of `key` that a search for it must know, by the name of the encoding.

    Plain, reversed, hexadecimal, percent-encoded (each character), base64 at its three alignments without the
    characters that depend on the neighbours (RFC 4648, section 4), and their URL-safe twins where they
    differ.
    """
    data = key.encode()
    spellings = {
        "plain": key,
        "reversed": key[::-1],
        "hex": data.hex(),
        "percent": "".join(f"%{byte:02X}" for byte in data),
        "quoted": quote(key, safe=""),
    }
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + data).decode()
        # The first characters mix with what stands before the key, the last ones with what follows it.
        first = (shift * 8 + 5) // 6
        last = (shift + len(data)) * 8 // 6
        spellings[f"base64+{shift}"] = encoded[first:last]
        spellings[f"base64url+{shift}"] = encoded[first:last].replace("+", "-").replace("/", "_")
    # The first name of each spelling stays.
    names = {text: name for name, text in reversed(spellings.items())}
    return {name: text for name, text in spellings.items() if names[text] == name}
