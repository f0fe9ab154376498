"""An offer of a bed: to the person and to the house's provider, each with until a given time to answer."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from care.domain.refusals import Code, Refused
from contracts.care_places import DeclineSide
from contracts.ids import OfferId, ProviderId, SupportCaseId


class Answer(StrEnum):
    ACCEPTED = "accepted"
    DECLINED = "declined"


class OfferState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"


@dataclass(eq=False, kw_only=True)
class Offer:
    id: OfferId
    support_case_id: SupportCaseId
    provider_id: ProviderId
    is_emergency: bool
    needs: list[str] = field(default_factory=list)
    made_at: datetime
    expires_at: datetime
    state: OfferState = OfferState.OPEN
    person_answer: Answer | None = None
    provider_answer: Answer | None = None
    decline_reason: str | None = None
    is_local_connection_explained: bool = False  # AC-2
    version: int = 1

    @property
    def is_open(self) -> bool:
        return self.state is OfferState.OPEN

    def accept(self, side: DeclineSide, *, at: datetime) -> bool:
        """True when with this answer both have accepted."""
        self._answer(side, Answer.ACCEPTED, at=at)
        if self.person_answer is self.provider_answer is Answer.ACCEPTED:
            self.state = OfferState.ACCEPTED
        return self.state is OfferState.ACCEPTED

    def decline(self, side: DeclineSide, reason: str, *, at: datetime) -> None:
        self._answer(side, Answer.DECLINED, at=at)
        self.decline_reason = reason
        self.state = OfferState.DECLINED

    def expire(self) -> DeclineSide:
        """Names who did not answer; the provider when neither did, since it is asked first."""
        self._check_open()
        self.state = OfferState.EXPIRED
        return "person" if self.provider_answer else "provider"

    def answer_of(self, side: DeclineSide) -> Answer | None:
        return self.person_answer if side == "person" else self.provider_answer

    def check_explained(self, *, is_out_of_area: bool) -> None:
        """AC-2: what moving away may cost is said before the person agrees."""
        if is_out_of_area and not self.is_local_connection_explained:
            raise Refused(Code.NOT_EXPLAINED)

    def _answer(self, side: DeclineSide, answer: Answer, *, at: datetime) -> None:
        self._check_open()
        if at >= self.expires_at:
            raise Refused(Code.OFFER_EXPIRED)
        if self.answer_of(side) is not None:
            raise Refused(Code.ALREADY_ANSWERED)
        if side == "person":
            self.person_answer = answer
        else:
            self.provider_answer = answer

    def _check_open(self) -> None:
        if self.state is OfferState.EXPIRED:
            raise Refused(Code.OFFER_EXPIRED)
        if self.state is not OfferState.OPEN:
            raise Refused(Code.ALREADY_ANSWERED)


def is_out_of_area(home: str | None, region: str) -> bool:
    """Whether it is away from where the person is known to live; not known is not away."""
    return home is not None and home != region
