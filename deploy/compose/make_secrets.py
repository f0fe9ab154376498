#!/usr/bin/env python
"""Makes what `docker compose up` keeps secret: passwords, keys and the sign-in's people. Never committed.

What is there already stays, because the databases were made with it: to begin anew, delete the folder and the
volumes together. Usage: .venv/bin/python deploy/compose/make_secrets.py
"""

import base64
import csv
import json
import secrets
from pathlib import Path
from typing import Any

from nrm.runtime.addresses import SERVICES
from nrm.runtime.keys import prepare_keys

HERE = Path(__file__).parent
REALM = HERE.parent / "identity" / "realm.json"
FOLDER = HERE / "secrets"
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
    """What deploy/identity/realm.json declares, with each portal's secret and each person's password."""
    people = folder / "people.csv"
    if people.exists():
        return
    realm = json.loads(REALM.read_text())
    for client in realm["clients"]:
        client["secret"] = (folder / f"{client['clientId']}.client-secret").read_text().strip()
    with people.open("w", newline="") as file:
        table = csv.DictWriter(file, ("user", "password", "authenticator"))
        table.writeheader()
        table.writerows(introduce(user) for user in realm["users"])
    (folder / "realm.json").write_text(json.dumps(realm, indent=2))


def introduce(user: dict[str, Any]) -> dict[str, str]:
    """Gives a person a password, and staff a second factor too; says what to type."""
    chosen = secrets.token_urlsafe(TYPED)
    user["credentials"] = [{"type": "password", "value": chosen}]
    row = {"user": user["username"], "password": chosen, "authenticator": ""}
    if "/staff" in user.get("groups", ()):
        seed = secrets.token_hex(10)
        user["credentials"].append(one_time_codes(seed))
        row["authenticator"] = f"otpauth://totp/nrm:{user['username']}?secret={in_base32(seed)}&issuer=nrm"
    return row


def one_time_codes(seed: str) -> dict[str, str]:
    kind = {"subType": "totp", "digits": 6, "period": 30, "algorithm": "HmacSHA1"}
    return {"type": "otp", "secretData": json.dumps({"value": seed}), "credentialData": json.dumps(kind)}


def in_base32(seed: str) -> str:
    return base64.b32encode(seed.encode()).decode().rstrip("=")


if __name__ == "__main__":
    main()
    print(f"Made in {FOLDER}. Whom to sign in as, and how: people.csv there.")  # noqa: T201
