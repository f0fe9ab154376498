"""What deploy/ and docker-compose.yml say, read for the tests of them."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml

from nrm.folders import CHECKOUT
from nrm.runtime.addresses import SERVICES
from plumbing.settings import ServiceSettings

COMPOSE: dict[str, Any] = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())
CONTAINERS: dict[str, dict[str, Any]] = COMPOSE["services"]
REALM: dict[str, Any] = yaml.safe_load((CHECKOUT / "deploy/identity/realm.json").read_text())
TOPICS: list[dict[str, Any]] = yaml.safe_load((CHECKOUT / "deploy/kafka/topics.yaml").read_text())
ACL: list[dict[str, Any]] = yaml.safe_load((CHECKOUT / "deploy/kafka/acl.yaml").read_text())
SECRETS_FOLDER = "/run/secrets"

# Settings whose value in the code suits every installation until somebody measures otherwise.
WELL_CHOSEN = {
    "database_connections",
    "draft_days",
    "draft_warning_days",
    "log_level",
    "mail_seconds",
    "relay_poll_seconds",
    "scan_seconds",
    "send_limit",
    "sign_in_limit",
    "sweep_seconds",
}
# Read only where mails are carried; a demonstration says that it carries none.
OF_A_MAIL_SERVER = {
    "mail_encryption",
    "mail_password",
    "mail_port",
    "mail_sender",
    "mail_server",
    "mail_user",
}
IN_THE_IMAGE = {"host", "port"}
ONLY_THE_MIGRATION = {"owner_database_url"}
READ_BEFORE_SETTINGS = {"secrets_folder"}


def settings_of(service: str) -> type[ServiceSettings]:
    module = import_module(f"{service}.settings")
    found: type[ServiceSettings] = getattr(module, f"{service.capitalize()}Settings")
    return found


def needed_by(service: str) -> set[str]:
    """What a process of this service reads and has to be told."""
    return (
        set(settings_of(service).model_fields)
        - WELL_CHOSEN
        - OF_A_MAIL_SERVER
        - IN_THE_IMAGE
        - ONLY_THE_MIGRATION
    )


def supplied(environment: Mapping[str, Any], files: Iterable[str]) -> set[str]:
    names = {*environment, *(file.upper() for file in files)}
    return {name.removeprefix("NRM_").lower() for name in names if name.startswith("NRM_")}


def version_of(service: str) -> str:
    described = tomllib.loads((CHECKOUT / "services" / service / "pyproject.toml").read_text())
    return str(described["project"]["version"])


def dockerfile(service: str) -> str:
    return (CHECKOUT / "services" / service / "Dockerfile").read_text()


def is_pinned(image: str) -> bool:
    """A version down to the last number that its makers give; never `latest`, never a moving major."""
    return re.search(r":\d+\.\d+(\.\d+)?(-[a-z-]+)?$", image) is not None


def targets(container: Mapping[str, Any]) -> dict[str, str]:
    """Where a container finds its secret files, and which they are."""
    return {secret["target"]: secret["source"] for secret in container.get("secrets", ())}


def secret_file(secret: str) -> Path:
    return CHECKOUT / str(COMPOSE["secrets"][secret]["file"])


def processes(*kinds: str) -> list[tuple[str, str]]:
    return [(service, f"{service}-{kind}") for service in SERVICES for kind in kinds]
