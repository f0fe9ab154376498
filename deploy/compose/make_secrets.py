#!/usr/bin/env python
"""Makes what `docker compose up` keeps secret: passwords, keys and the sign-in's people. Never committed.

What is there already stays, because the databases were made with it: to begin anew, delete the folder and the
volumes together. Usage: .venv/bin/python deploy/compose/make_secrets.py
"""

import base64
import csv
import json
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nrm.runtime.addresses import SERVICES
from nrm.runtime.files import kept_secret
from nrm.runtime.keys import client_secret_file, prepare_keys

HERE = Path(__file__).parent
REALM = HERE.parent / "identity" / "realm.json"
FOLDER = HERE / "secrets"
COLUMNS = ("user", "password", "code_key")
UNTYPED, TYPED = 24, 9  # bytes of chance in a password for programs, and for people


def main(folder: Path = FOLDER) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)  # keeps other accounts out of files that containers must read
    prepare_keys(folder)
    for service in SERVICES:
        make_passwords(folder, service)
    make_realm(folder)
    for file in folder.iterdir():
        file.chmod(0o644)  # compose mounts a file with its own mode, and no container runs as its owner


def make_passwords(folder: Path, service: str) -> None:
    for name in ("superuser-password", "broker-password"):
        keep(folder / f"{service}.{name}")
    for role, name in (("app", "database-url"), ("owner", "owner-database-url")):
        chosen = keep(folder / f"{service}.{role}-password")
        address = f"{service}-database:5432/nrm_{service}"
        (folder / f"{service}.{name}").write_text(f"postgresql+asyncpg://{service}_{role}:{chosen}@{address}")


def keep(file: Path) -> str:
    """The password in this file, made now if there is none."""
    if not file.exists():
        file.write_text(secrets.token_urlsafe(UNTYPED))
    return file.read_text()


def make_realm(folder: Path) -> None:
    """What deploy/identity/realm.json declares, with the secrets of portals and programs, and passwords."""
    realm = json.loads(REALM.read_text())
    for client in realm["clients"]:
        client["secret"] = kept_secret(client_secret_file(folder, client["clientId"]))
    users = [user for user in realm["users"] if "serviceAccountClientId" not in user]
    people = introduce(folder / "people.csv", users)
    for user in users:
        user["credentials"] = credentials(**people[user["username"]])
    (folder / "realm.json").write_text(json.dumps(realm, indent=2))


def introduce(file: Path, users: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """What each person types: a password, and staff a code too. Who is new is added to the file."""
    people = read_people(file) if file.exists() else {}
    with file.open("w", newline="") as opened:
        table = csv.DictWriter(opened, COLUMNS)
        table.writeheader()
        for user in users:
            name, is_staff = user["username"], "/staff" in user.get("groups", ())
            table.writerow(people.setdefault(name, new_person(name, is_staff=is_staff)))
    return people


def read_people(file: Path) -> dict[str, dict[str, str]]:
    with file.open(newline="") as opened:
        return {row["user"]: row for row in csv.DictReader(opened)}


def new_person(name: str, *, is_staff: bool) -> dict[str, str]:
    key = base64.b32encode(secrets.token_hex(10).encode()).decode() if is_staff else ""
    return {"user": name, "password": secrets.token_urlsafe(TYPED), "code_key": key}


def credentials(*, password: str, code_key: str, **_: str) -> list[dict[str, str]]:
    """As Keycloak imports them."""
    kind = {"subType": "totp", "digits": 6, "period": 30, "algorithm": "HmacSHA1"}
    seed = {"value": base64.b32decode(code_key).decode()}
    code = {"type": "otp", "secretData": json.dumps(seed), "credentialData": json.dumps(kind)}
    return [{"type": "password", "value": password}, *([code] if code_key else [])]


if __name__ == "__main__":
    main()
    print(f"Made in {FOLDER}. Whom to sign in as, and how: people.csv there.")  # noqa: T201
