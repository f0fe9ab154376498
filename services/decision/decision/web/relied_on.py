"""What a decision maker can say they rely on: the referral, its files and the answers that came."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, TypeVar
from uuid import UUID

from annotated_types import MinLen

from contracts.ids import CaseId
from decision.domain.case import Case
from decision.domain.decisions import NotOfThisCase, Relied, Source
from decision.domain.information_requests import InformationRequest
from decision.storage import UnitOfWork
from decision.web.evidence_part import EvidencePart, read_evidence
from plumbing.access import User
from plumbing.database import Work
from plumbing.form_words import Words
from plumbing.forms import Filled, Form
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Option
from plumbing.problems import Problem
from plumbing.service_calls import Peer

CHOSEN_IS_GONE = "Select what the decision relies on again: something you chose is not listed any more"
NOT_LISTED = {
    Source.REFERRAL: "The referral",
    Source.EVIDENCE: "A file that cannot be listed just now",
    Source.ANSWER: "An answer",
}


class ReliedForm(Form):
    """A form that asks what a decision relies on."""

    relied_on: Annotated[frozenset[str], MinLen(1), Words("Select what the decision relies on")]


ReliedFormT = TypeVar("ReliedFormT", bound=ReliedForm)


@dataclass(frozen=True)
class Sources:
    """`trouble` says why files are missing from the list."""

    named: Mapping[Relied, str]
    trouble: str = ""

    @property
    def options(self) -> list[Option]:
        return [Option(code(each), name) for each, name in self.named.items()]

    def words(self, relied_on: Iterable[Relied]) -> list[str]:
        return [self.named.get(each, NOT_LISTED[each.source]) for each in relied_on]

    def chosen(self, codes: Iterable[str]) -> tuple[Relied, ...]:
        """Raises NotOfThisCase for what is not on the list. In the order of the list, whatever was sent."""
        wanted = set(codes)
        found = tuple(each for each in self.named if code(each) in wanted)
        if len(found) != len(wanted):
            raise NotOfThisCase
        return found


async def sources_for(work: Work[UnitOfWork], case: Case, service: Peer, user: User) -> Sources:
    async with work() as uow:
        asked = await uow.information_requests.of_case(case.id)
    return await sources_of(case, asked, service, user)


async def sources_of(case: Case, asked: Sequence[InformationRequest], service: Peer, user: User) -> Sources:
    evidence = await read_evidence(service, case.referral_id, user)
    return Sources(_named(case, asked, evidence), evidence.trouble)


async def check_listed(
    case_id: CaseId, relied_on: Sequence[Relied], work: Work[UnitOfWork], service: Peer, *, user: User
) -> None:
    """Raises NotOfThisCase. Whether a file belongs to the case, only the referral service can say."""
    if not any(each.source is Source.EVIDENCE for each in relied_on):
        return
    async with work() as uow:
        case = await uow.cases.get(case_id)
    sources = await sources_for(work, case, service, user)
    if sources.trouble:
        raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, sources.trouble)
    sources.chosen([code(each) for each in relied_on])


def listed(filled: Filled[ReliedFormT], sources: Sources) -> Filled[ReliedFormT]:
    """The form asked again where something chosen has gone from the list."""
    if filled.form is None:
        return filled
    try:
        sources.chosen(filled.form.relied_on)
    except NotOfThisCase:
        return filled.refused("relied_on", CHOSEN_IS_GONE)
    return filled


def _named(case: Case, asked: Sequence[InformationRequest], evidence: EvidencePart) -> Mapping[Relied, str]:
    """A file the virus check has not cleared was read by nobody, so nothing relies on it."""
    clean = [each for each in evidence.files if each.state == "clean"]
    answered = [(each.id, each.answered_at) for each in asked if each.answered_at]
    return {
        Relied(Source.REFERRAL, UUID(str(case.referral_id))): "What the referral says",
        **{Relied(Source.EVIDENCE, each.id): f"File: {each.name}" for each in clean},
        **{Relied(Source.ANSWER, id_): f"The answer of {day(at)}" for id_, at in answered},
    }


def code(relied: Relied) -> str:
    return f"{relied.source.value}:{relied.id}"
