"""Who plays which part. They sign in one after the other, and each acts only as their account lets them."""

import asyncio
from dataclasses import dataclass

import httpx

from nrm.simulate.answers import Sender
from nrm.simulate.visitor import MOST_AT_ONCE, Visitor

RESPONDERS = {
    "police": "pc.sample",
    "local authority": "sw.sample",
    "ngo": "ngo.sample",
    "government agency": "gov.sample",
}
CASEWORKERS = ("casey.worker", "remy.viewer")
SECOND_READERS = {"casey.worker": "remy.viewer", "remy.viewer": "lee.leader"}
PRIME = "hub.prime"
PROVIDERS = {"HEST": "mo.manager", "MED": "med.support"}


@dataclass(frozen=True)
class Portals:
    """Addresses, without a slash at the end."""

    referral: str
    decision: str
    care: str


class Staff:
    def __init__(self, portals: Portals, client: httpx.AsyncClient) -> None:
        desks = {
            portals.referral: RESPONDERS.values(),
            portals.decision: {*CASEWORKERS, *SECOND_READERS.values()},
            portals.care: {PRIME, *PROVIDERS.values()},
        }
        self._people = {
            subject: Visitor(portal, subject, client, at_once)
            for portal, subjects in desks.items()
            for at_once in [asyncio.Semaphore(MOST_AT_ONCE)]
            for subject in subjects
        }
        self._senders: dict[str, Sender] = {}

    async def arrive(self) -> None:
        """Everybody signs in, so that a wrong address or a missing account shows before anything is sent."""
        for subject, visitor in self._people.items():
            me = await visitor.introduce()
            self._senders[subject] = Sender(me["name"], me["organisation_name"])

    def responder(self, kind: str) -> Visitor:
        return self._people[RESPONDERS[kind]]

    @property
    def responders(self) -> list[Visitor]:
        return [self._people[subject] for subject in RESPONDERS.values()]

    def sender(self, visitor: Visitor) -> Sender:
        return self._senders[visitor.subject]

    def caseworker(self, number: int) -> Visitor:
        return self._people[CASEWORKERS[number % len(CASEWORKERS)]]

    def second_reader(self, author: Visitor) -> Visitor:
        return self._people[SECOND_READERS[author.subject]]

    @property
    def prime(self) -> Visitor:
        return self._people[PRIME]

    def of_provider(self, provider: str) -> Visitor:
        """A provider without an account in the demonstration is spoken for by the prime contractor."""
        return self._people[PROVIDERS.get(provider, PRIME)]
