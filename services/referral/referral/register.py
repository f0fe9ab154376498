"""Lets a program of a first responder organisation in, and out again. For whoever runs the service.

python -m referral.register add SUBJECT ORGANISATION NAME
python -m referral.register stop SUBJECT

SUBJECT is the `sub` of the program's access tokens; ORGANISATION is a name of the register.
"""

import argparse
import asyncio
import sys
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any

from plumbing.clock import utcnow
from plumbing.database import Database
from plumbing.directory import PROGRAM, Directory, DirectoryEntry
from referral.domain.organisations import organisation_named
from referral.seed import RESPONDER, user_id_of
from referral.settings import ReferralSettings
from referral.storage import UnitOfWork, plumbing

Act = Callable[..., Coroutine[Any, Any, None]]
METAVARS = {"subject": "SUBJECT", "employer": "ORGANISATION", "name": "NAME"}


class CannotRegister(Exception):
    """The message says what to type instead."""


async def add(settings: ReferralSettings, subject: str, employer: str, name: str) -> None:
    """Doing it again changes name and organisation. What the program has sent stays its own."""
    organisation = organisation_named(employer)
    if organisation is None:
        raise CannotRegister(f"The register has no organisation called {employer}.")
    entry = DirectoryEntry(
        user_id=user_id_of(settings.issuer, subject),
        issuer=settings.issuer,
        subject=subject,
        name=name,
        organisation=organisation.id,
        organisation_name=organisation.name,
        roles=RESPONDER | {PROGRAM},
    )
    database = Database(settings.database_url.get_secret_value(), service="referral")
    async with database.work(UnitOfWork)() as uow:
        await Directory(uow.session, plumbing.directory).put([entry])
        _record(uow, "program-registered", settings, subject)
    await database.close()


async def stop(settings: ReferralSettings, subject: str) -> None:
    """At its next call. What it has sent stays."""
    database = Database(settings.database_url.get_secret_value(), service="referral")
    async with database.work(UnitOfWork)() as uow:
        stopped = await Directory(uow.session, plumbing.directory).stop_program(settings.issuer, subject)
        if not stopped:
            raise CannotRegister(f"No program is registered as {subject}.")
        _record(uow, "program-stopped", settings, subject)
    await database.close()


def _record(uow: UnitOfWork, action: str, settings: ReferralSettings, subject: str) -> None:
    program = str(user_id_of(settings.issuer, subject))
    uow.audit.add(action=action, actor="operator", subject=program, at=utcnow())


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m referral.register", description=__doc__)
    kinds = parser.add_subparsers(dest="act", required=True)
    adding, stopping = kinds.add_parser("add"), kinds.add_parser("stop")
    for name in ("subject", "employer", "name"):
        adding.add_argument(name, metavar=METAVARS[name])
    stopping.add_argument("subject", metavar=METAVARS["subject"])
    given = vars(parser.parse_args(arguments))
    acts: Mapping[str, Act] = {"add": add, "stop": stop}
    try:
        asyncio.run(acts[given.pop("act")](ReferralSettings(), **given))  # type: ignore[call-arg]  # the environment supplies them
    except CannotRegister as reason:
        raise SystemExit(str(reason)) from None


if __name__ == "__main__":
    main(sys.argv[1:])
