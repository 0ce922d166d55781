"""The carrier matrix: one key in every syntax that people write keys in."""

from tests.rules.config.carriers.carrier import Carrier
from tests.rules.config.carriers.data_files import INI, JSON, TABLES, TOML, XML
from tests.rules.config.carriers.documents import DOCUMENTS, NOTEBOOKS
from tests.rules.config.carriers.dotenv_files import DOTENV
from tests.rules.config.carriers.pipelines import PIPELINES
from tests.rules.config.carriers.recipes import BUILDS, IMAGES, SHELL, TERRAFORM
from tests.rules.config.carriers.requests_files import ASSISTANTS, REQUESTS
from tests.rules.config.carriers.yaml_files import YAML

CARRIERS: dict[str, Carrier] = {
    **DOTENV,
    **YAML,
    **PIPELINES,
    **JSON,
    **TOML,
    **INI,
    **XML,
    **TABLES,
    **TERRAFORM,
    **IMAGES,
    **BUILDS,
    **SHELL,
    **ASSISTANTS,
    **REQUESTS,
    **DOCUMENTS,
    **NOTEBOOKS,
}
