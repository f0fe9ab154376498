"""What a decision maker can say they rely on: the referral, its files and the answers that came."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from decision.domain.case import Case
from decision.domain.decisions import NotOfThisCase, Relied, Source
from decision.domain.information_requests import InformationRequest
from decision.web.evidence_part import EvidencePart, read_evidence
from plumbing.access import User
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Option
from plumbing.service_calls import Peer

NOT_LISTED = {
    Source.REFERRAL: "The referral",
    Source.EVIDENCE: "A file that cannot be listed just now",
    Source.ANSWER: "An answer",
}


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


async def sources_of(case: Case, asked: Sequence[InformationRequest], service: Peer, user: User) -> Sources:
    evidence = await read_evidence(service, case.referral_id, user)
    return Sources(_named(case, asked, evidence), evidence.trouble)


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
