"""Who must have been asked before a negative decision is written, and what has come of it (§8.1, §8.2).

Guidance of March 2020: before a negative, the first responder, adult or children's services if involved, the
guardian, the support provider and the police if engaged, each attempt logged even when nothing comes back;
for a child the children's specialists of the local authority come first; a likely negative conclusive grounds
decision is put to all of them before it is final.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from contracts.ids import AgeBand
from decision.domain.asked_parties import AskedParty
from decision.domain.contact_attempts import Attempt, NotAsked
from decision.domain.decisions import DecisionKind
from decision.domain.information_requests import InformationRequest


class Standing(StrEnum):
    """How it stands with one of those who must be asked."""

    ANSWERED = "answered"
    TRIED = "tried"
    REASONED = "reasoned"
    WAITING = "waiting"
    NOT_TOLD = "not_told"
    NOT_ASKED = "not_asked"

    @property
    def is_gap(self) -> bool:
        return self in (Standing.WAITING, Standing.NOT_TOLD, Standing.NOT_ASKED)


@dataclass(frozen=True)
class Item:
    party: AskedParty
    standing: Standing


@dataclass(frozen=True)
class Checklist:
    """In the order in which they are to be asked."""

    items: Sequence[Item]

    @property
    def gaps(self) -> list[AskedParty]:
        return [each.party for each in self.items if each.standing.is_gap]


@dataclass(frozen=True)
class Known:
    """What decides who must be asked. Support counts once it is wanted or has begun."""

    age_band: AgeBand
    is_age_settled: bool
    is_supported: bool


@dataclass(frozen=True)
class Contacts:
    """All that was asked, tried and reasoned about one case."""

    requests: Sequence[InformationRequest] = ()
    attempts: Sequence[Attempt] = ()
    not_asked: Sequence[NotAsked] = ()


def must_be_asked(known: Known) -> list[AskedParty]:
    """Whoever may be a child is treated as one; services and police not involved are said to be so."""
    may_be_child = known.age_band == "child" or not known.is_age_settled
    is_adult = known.age_band != "child"
    wanted = [
        (AskedParty.CHILDRENS_SERVICES, may_be_child),
        (AskedParty.GUARDIAN, may_be_child),
        (AskedParty.FIRST_RESPONDER, True),
        (AskedParty.ADULT_SERVICES, is_adult),
        (AskedParty.SUPPORT_PROVIDER, known.is_supported),
        (AskedParty.POLICE, True),
    ]
    return [party for party, is_wanted in wanted if is_wanted]


def checklist(known: Known, contacts: Contacts, *, before: DecisionKind, today: date) -> Checklist:
    """A question whose day has gone by unanswered counts as tried."""
    parties = must_be_asked(known)
    return Checklist([Item(party, _standing(party, contacts, before, today)) for party in parties])


def _standing(party: AskedParty, contacts: Contacts, before: DecisionKind, today: date) -> Standing:
    requests = [each for each in contacts.requests if (each.party, each.before) == (party, before)]
    attempts = [each for each in contacts.attempts if (each.party, each.before) == (party, before)]
    heard = before is DecisionKind.REASONABLE_GROUNDS
    told = _best([each for each in requests if heard or each.is_negative_likely], today)
    if told is Standing.ANSWERED:
        return told
    if told is Standing.TRIED or any(heard or each.is_negative_likely for each in attempts):
        return Standing.TRIED
    if any((each.party, each.before) == (party, before) for each in contacts.not_asked):
        return Standing.REASONED
    if told is Standing.WAITING:
        return told
    return Standing.NOT_TOLD if requests or attempts else Standing.NOT_ASKED


def _best(requests: Iterable[InformationRequest], today: date) -> Standing | None:
    standings = {_of_request(each, today) for each in requests}
    order = (Standing.ANSWERED, Standing.TRIED, Standing.WAITING)
    return next((each for each in order if each in standings), None)


def _of_request(request: InformationRequest, today: date) -> Standing:
    if request.answered_at:
        return Standing.ANSWERED
    return Standing.TRIED if request.is_overdue(today) else Standing.WAITING
