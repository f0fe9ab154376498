"""What is fine on a laptop and dangerous on a server stops the start (S24, S38)."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from tests.portals import portal_settings

from nrm.identity.people import write_people
from nrm.runtime.databases import DatabaseUrls
from nrm.runtime.processes import free_port
from plumbing.settings import ServiceSettings

NOWHERE = DatabaseUrls(*["postgresql+asyncpg://nobody@127.0.0.1:9/none"] * 3)
SAFE: dict[str, Any] = {
    "environment": "production",
    "portal_url": "https://decide.test",
    "issuer": "https://sign-in.test",
    "broker": "kafka.test:9093",
    "broker_user": "decision",
    "broker_is_encrypted": True,
}
UNSAFE: list[tuple[dict[str, Any], str]] = [
    ({"broker": "local"}, "NRM_BROKER"),
    ({"broker_user": ""}, "as a user"),
    ({"broker_is_encrypted": False}, "encrypted"),
    ({"portal_url": "http://decide.test"}, "NRM_PORTAL_URL"),
    ({"issuer": "http://localhost:8010"}, "NRM_ISSUER"),
    ({"client_secret": "change-me"}, "NRM_CLIENT_SECRET"),
    ({"broker_password": "change-me-too"}, "NRM_BROKER_PASSWORD"),
]


def test_safe_settings_start_in_production(tmp_path: Path) -> None:
    assert portal_settings(ServiceSettings, NOWHERE, tmp_path, **SAFE).environment == "production"


@pytest.mark.parametrize(("changed", "told"), UNSAFE)
def test_unsafe_settings_stop_the_start_in_production(
    tmp_path: Path, changed: dict[str, Any], told: str
) -> None:
    with pytest.raises(ValidationError, match=told):
        portal_settings(ServiceSettings, NOWHERE, tmp_path, **(SAFE | changed))


def test_a_laptop_may_have_them_all(tmp_path: Path) -> None:
    changed = {name: value for change, _ in UNSAFE for name, value in change.items()}
    assert portal_settings(ServiceSettings, NOWHERE, tmp_path, **changed).broker == "local"


def test_secrets_are_not_shown(tmp_path: Path) -> None:
    settings = portal_settings(ServiceSettings, NOWHERE, tmp_path, client_secret="made-up-secret")
    assert "made-up-secret" not in str(settings.shown())


def test_the_development_sign_in_does_not_start_in_production(tmp_path: Path) -> None:
    people = tmp_path / "people.json"
    write_people(people, [])
    key = tmp_path / "key.json"
    arguments = [str(free_port()), str(people), str(key), "http://localhost/v1"]
    command = [sys.executable, "-m", "nrm.identity.provider", *arguments]
    environment = {**os.environ, "NRM_ENVIRONMENT": "production"}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode != 0
    assert "does not start in production" in ended.stderr
