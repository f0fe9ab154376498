"""What staff are told by mail: that something waits for them; and organisations: that there is news.

More people read a mail box than one knows. So a mail names nobody and no outcome: that is behind the sign-in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog

from clocks import london_day
from contracts.events import Event
from contracts.ids import CaseId
from decision.domain.letter_facts import OrganisationMailed
from decision.domain.receipt import Party, acknowledge_by_mail
from decision.domain.telling_organisations import News
from decision.domain.telling_staff import Kind
from decision.domain.told import Who
from decision.storage import UnitOfWork
from decision.storage.mails import Waiting
from plumbing.database import Work
from plumbing.mail import Mail, MailNotTaken, Post

WORDS: Mapping[Kind, tuple[str, str]] = {
    Kind.RETURNED: ("A decision on {reference} was returned to you", "Read why, then decide again."),
    Kind.AGREED: ("A decision on {reference} was checked", "A second person has agreed with it."),
    Kind.SERVE: ("A decision on {reference} is to be served", "Send it to who must have it."),
    Kind.ANSWERED: ("A question on {reference} was answered", "The answer is with the case."),
}
ACKNOWLEDGEMENT = (
    "We have received the referral {reference}",
    "The competent authority has received the referral {reference}. "
    "Give this reference whenever you get in touch about it.",
)
THERE_IS_NEWS = ("There is news about {reference}", "Something has happened that you should know of.")
WHERE: Mapping[Who, str] = {
    Who.FIRST_RESPONDER: "Sign in to Refer to see how far the referral has come.",
    Who.SUPPORT_PROVIDER: "Sign in to Place to see what it means for the person’s support.",
}
ELSEWHERE = (
    "The competent authority tells you more in the way that you have agreed. Ask it, with this reference."
)
END = "This mail was sent by a computer. Nobody reads answers to it."

log = structlog.get_logger()


@dataclass(frozen=True)
class Letters:
    """Puts what waits into words, with links to this portal."""

    portal_url: str

    def write(self, waiting: Waiting) -> Mail:
        subject, *text = (
            self._to_staff(waiting) if isinstance(waiting.kind, Kind) else _to_organisation(waiting)
        )
        return Mail(
            id=waiting.id,
            kind=waiting.kind.value,
            to=waiting.address,
            subject=subject.format(reference=waiting.reference),
            text="\n\n".join([*text, END]).format(reference=waiting.reference) + "\n",
        )

    def _to_staff(self, waiting: Waiting) -> tuple[str, ...]:
        assert isinstance(waiting.kind, Kind)
        return *WORDS[waiting.kind], f"To see it, sign in:\n{self.portal_url}/cases/{waiting.case_id}"


def _to_organisation(waiting: Waiting) -> tuple[str, ...]:
    """The same words whatever has happened, so that nothing can be read from them."""
    if waiting.kind is News.ACKNOWLEDGED:
        return ACKNOWLEDGEMENT
    assert waiting.party is not None
    return *THERE_IS_NEWS, WHERE.get(waiting.party, ELSEWHERE)


async def deliver(work: Work[UnitOfWork], post: Post, letters: Letters, now: Callable[[], datetime]) -> None:
    """Sends what is due. One that nobody takes waits its turn and holds up no other."""
    while waiting := await _claimed(work, now()):
        try:
            await post.send(letters.write(waiting))
        except MailNotTaken as error:
            log.warning("mail_not_taken", reason=str(error))
            continue
        async with work() as uow:
            await uow.mails.settle(waiting.id, at=now())
            await _note_who_was_told(uow, waiting, at=now())


async def _note_who_was_told(uow: UnitOfWork, waiting: Waiting, *, at: datetime) -> None:
    """Of organisations. A referral is acknowledged once all who must hear of it have been written to."""
    if not isinstance(waiting.kind, News):
        return
    case = await uow.cases.as_it_is(CaseId(waiting.case_id))
    events: list[Event] = [case.fact(OrganisationMailed, news=waiting.kind.value, who=str(waiting.party))]
    if waiting.kind is News.ACKNOWLEDGED:
        told = await uow.mails.told(case.id, News.ACKNOWLEDGED)
        mailed = frozenset(Party(each.value) for each in told)
        events += acknowledge_by_mail(case, mailed, today=london_day(at))
    await uow.record(case, events, by=None, at=at)


async def forget_old(work: Work[UnitOfWork], now: Callable[[], datetime]) -> None:
    async with work() as uow:
        await uow.mails.forget_old(at=now())


async def _claimed(work: Work[UnitOfWork], at: datetime) -> Waiting | None:
    """In a transaction of its own, so that a slow mail server holds no lock."""
    async with work() as uow:
        return await uow.mails.claim(at=at)
