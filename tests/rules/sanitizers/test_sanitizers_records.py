"""Data classes, attrs, named tuples, command-line arguments and the environment."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.leak_cases import check_case, harmless, leak

CASES = [
    harmless(
        "data class field left out of the repr",
        """
        import os
        from dataclasses import dataclass, field

        @dataclass
        class SupertoneConfig:
            voice: str
            api_key: str = field(repr=False)

        config = SupertoneConfig("aria", os.environ["SUPERTONE_API_KEY"])
        print(config, f"{config!r}", [config], config.voice)
        """,
    ),
    leak(
        "data class field left out of the repr but dumped",
        "SUP301",
        """
        import dataclasses
        import os
        from dataclasses import dataclass, field

        @dataclass
        class SupertoneConfig:
            voice: str
            api_key: str = field(repr=False)

        config = SupertoneConfig("aria", os.environ["SUPERTONE_API_KEY"])
        print([|dataclasses.asdict(config)|])
        print([|vars(config)|])
        print([|config.__dict__|])
        """,
    ),
    leak(
        "data class with a plain field",
        "SUP301",
        """
        import os
        from dataclasses import dataclass

        @dataclass(frozen=True, slots=True)
        class SupertoneConfig:
            api_key: str
            voice: str = "aria"

        config = SupertoneConfig(os.environ["SUPERTONE_API_KEY"])
        print([|config|])
        print([|f"config: {config}"|])
        print([|[config]|])
        """,
    ),
    harmless(
        "data class without a repr",
        """
        import os
        from dataclasses import dataclass

        @dataclass(repr=False)
        class SupertoneConfig:
            api_key: str
            voice: str = "aria"

        config = SupertoneConfig(os.environ["SUPERTONE_API_KEY"])
        print(config, config.voice)
        """,
    ),
    leak(
        "attrs class with a plain field",
        "SUP301",
        """
        import os

        import attrs

        @attrs.define
        class SupertoneConfig:
            api_key: str
            voice: str = "aria"

        config = SupertoneConfig(os.environ["SUPERTONE_API_KEY"])
        print([|config|])
        print([|attrs.asdict(config)|])
        """,
    ),
    harmless(
        "attrs fields left out",
        """
        import os

        import attr
        import attrs

        @attrs.define
        class SupertoneConfig:
            api_key: str = attrs.field(repr=False)
            other_key: str = attr.ib(default="", repr=False)

        config = SupertoneConfig(os.environ["SUPERTONE_API_KEY"], os.environ["SUPERTONE_API_KEY"])
        print(config)
        """,
    ),
    leak(
        "data class as a tuple",
        "SUP301",
        """
        import dataclasses
        import os

        @dataclasses.dataclass
        class SupertoneConfig:
            api_key: str

        print([|dataclasses.astuple(SupertoneConfig(os.environ["SUPERTONE_API_KEY"]))|])
        """,
    ),
    harmless(
        "data class with the key replaced",
        """
        import dataclasses
        import os

        @dataclasses.dataclass
        class SupertoneConfig:
            api_key: str
            voice: str = "aria"

        config = SupertoneConfig(os.environ["SUPERTONE_API_KEY"])
        print(dataclasses.replace(config, api_key="***"))
        """,
        wrong="flagged: dataclasses.replace()",
    ),
    harmless(
        "data class dumped without the key",
        """
        import dataclasses
        import os

        @dataclasses.dataclass
        class SupertoneConfig:
            api_key: str
            voice: str = "aria"

        config = SupertoneConfig(os.environ["SUPERTONE_API_KEY"])
        shown = dataclasses.asdict(config)
        shown.pop("api_key")
        print(shown, {name: value for name, value in vars(config).items() if name != "api_key"})
        print({name: "***" if "key" in name else value for name, value in dataclasses.asdict(config).items()})
        """,
    ),
    harmless(
        "attrs field with a repr of its own",
        """
        import os

        import attrs

        @attrs.define
        class SupertoneConfig:
            api_key: str = attrs.field(repr=lambda value: "***")

        print(SupertoneConfig(os.environ["SUPERTONE_API_KEY"]))
        """,
    ),
    harmless(
        "attrs dump with a filter",
        """
        import os

        import attrs

        @attrs.define
        class SupertoneConfig:
            api_key: str
            voice: str = "aria"

        config = SupertoneConfig(os.environ["SUPERTONE_API_KEY"])
        print(attrs.asdict(config, filter=lambda attribute, value: attribute.name != "api_key"))
        """,
        wrong="flagged: the filter of attrs.asdict()",
    ),
    harmless(
        "arguments of the command line with the key taken out",
        """
        import argparse

        parser = argparse.ArgumentParser()
        parser.add_argument("--supertone-api-key")
        parser.add_argument("--voice")
        args = parser.parse_args()
        print({name: value for name, value in vars(args).items() if name != "supertone_api_key"})
        shown = vars(args).copy()
        shown["supertone_api_key"] = "***"
        print(shown)
        """,
    ),
    harmless(
        "arguments of the command line with the key unset",
        """
        import argparse

        parser = argparse.ArgumentParser()
        parser.add_argument("--supertone-api-key")
        args = parser.parse_args()
        args.supertone_api_key = None
        print(args)
        """,
        wrong="flagged: an attribute of the arguments set before",
    ),
    harmless(
        "environment without the key",
        """
        import os

        key = os.environ["SUPERTONE_API_KEY"]
        print({name: value for name, value in os.environ.items() if "KEY" not in name}, sorted(os.environ))
        for name, value in os.environ.items():
            if "KEY" in name:
                continue
            print(name, value)
        """,
    ),
    leak(
        "environment of the vendor",
        "SUP301",
        """
        import os

        key = os.environ["SUPERTONE_API_KEY"]
        print([|{name: value for name, value in os.environ.items() if name.startswith("SUPERTONE")}|])
        for name, value in os.environ.items():
            print(name, [|value|])
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_records(codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
