"""What staff are told by mail: that something waits for them, and where.

More people read a mail box than one knows. So a mail names nobody and no outcome: that is behind the sign-in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog

from decision.domain.telling_staff import Kind
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
END = "This mail was sent by a computer. Nobody reads answers to it."

log = structlog.get_logger()


@dataclass(frozen=True)
class Letters:
    """Puts what waits into words, with links to this portal."""

    portal_url: str

    def write(self, waiting: Waiting) -> Mail:
        subject, text = WORDS[waiting.kind]
        link = f"To see it, sign in:\n{self.portal_url}/cases/{waiting.case_id}"
        return Mail(
            id=waiting.id,
            kind=waiting.kind.value,
            to=waiting.address,
            subject=subject.format(reference=waiting.reference),
            text=f"{text}\n\n{link}\n\n{END}\n",
        )


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


async def forget_old(work: Work[UnitOfWork], now: Callable[[], datetime]) -> None:
    async with work() as uow:
        await uow.mails.forget_old(at=now())


async def _claimed(work: Work[UnitOfWork], at: datetime) -> Waiting | None:
    """In a transaction of its own, so that a slow mail server holds no lock."""
    async with work() as uow:
        return await uow.mails.claim(at=at)
