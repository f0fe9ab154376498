#!/usr/bin/env python
"""The code an authenticator app would show for a person of the demonstration: for want of a phone at hand.

Usage: .venv/bin/python deploy/compose/one_time_code.py casey.worker
"""

import base64
import csv
import sys
import time
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

PEOPLE = Path(__file__).parent / "secrets" / "people.csv"


def code_of(user: str, people: Path = PEOPLE) -> str:
    with people.open(newline="") as opened:
        keys = {row["user"]: row["code_key"] for row in csv.DictReader(opened)}
    key = base64.b32decode(keys[user])
    apps_speak = SHA1()  # noqa: S303  # nosec B303
    return TOTP(key, 6, apps_speak, 30).generate(int(time.time())).decode()


if __name__ == "__main__":
    print(code_of(sys.argv[1]))  # noqa: T201
