"""What first responders are told by mail: that it was sent, that it ends soon, that it is gone.

More people read a mail box than one knows. So a mail names nobody: what it is about is behind the sign-in.
It says everything in English and then in Welsh, because nothing is kept of which language somebody chose.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import structlog

from contracts.ids import UserId
from plumbing.database import Work
from plumbing.govuk.dates import day
from plumbing.languages import LANGUAGES, N_, Language, gettext, has_unreviewed, speaking
from plumbing.mail import Mail, MailNotTaken, Post
from referral.domain.aftermath import Handover
from referral.domain.drafts import DraftLife
from referral.domain.referral import Referral
from referral.domain.requests import RequestId
from referral.storage import UnitOfWork
from referral.storage.drafts import Left
from referral.storage.mails import Kind, Notice, Waiting
from referral.storage.referrals import Held


@dataclass(frozen=True)
class Words:
    subject: str
    text: str
    path: str


SENT = Words(
    N_("We have your referral {reference}"),
    N_("""We have received what you sent. Its reference is {reference}.

Give this reference whenever you get in touch about it.

To see what you sent and how far it has come, sign in:
{link}"""),
    "/referrals/{subject_id}",
)
ENDING = Words(
    N_("A referral you have not sent will be deleted on {deadline}"),
    N_("""You started a referral and have not sent it. We will delete it and all its answers on {deadline}.

To finish and send it, sign in:
{link}

To keep it longer, open it and save any of its pages."""),
    "/drafts/{subject_id}",
)
DELETED = Words(
    N_("A referral you did not send has been deleted"),
    N_("""You started a referral and did not send it. Nobody changed it for {days} days, so we have \
deleted it and all its answers. We cannot get them back.

To make a new referral, sign in:
{link}"""),
    "/referrals",
)
ASKED = Words(
    N_("Information is needed for your referral {reference}"),
    N_("""The decision makers have a question about your referral {reference}. Please answer by {deadline}.

To read the question and answer it, sign in:
{link}"""),
    "/referrals/{subject_id}",
)
HANDED = Words(
    N_("The referral {reference} has been handed over to you"),
    N_("""A colleague has handed the referral {reference} over to you. You now see what was sent, and answer \
what the decision makers ask.

To see it, sign in:
{link}"""),
    "/referrals/{subject_id}",
)
WORDS = {"sent": SENT, "ending": ENDING, "deleted": DELETED, "asked": ASKED, "handed": HANDED}
END = N_("This mail was sent by a computer. Nobody reads answers to it.")
BOTH = "This mail is in English and Welsh. Mae’r neges hon yn Gymraeg hefyd, isod."
UNREVIEWED = N_("This translation has not been reviewed yet. If something is unclear, read the English.")
RULE = "\n\n--------\n\n"

log = structlog.get_logger()


@dataclass(frozen=True)
class Letters:
    """Puts what waits into words, with links to this portal."""

    portal_url: str
    life: DraftLife

    def write(self, waiting: Waiting) -> Mail:
        subjects, texts = zip(*(self._said(waiting, each) for each in LANGUAGES), strict=True)
        return Mail(
            id=waiting.id,
            kind=waiting.kind,
            to=waiting.address,
            subject=" / ".join(subjects),
            text=RULE.join((BOTH, *texts)) + "\n",
        )

    def _said(self, waiting: Waiting, spoken: Language) -> tuple[str, str]:
        """Subject and text."""
        words = WORDS[waiting.kind]
        with speaking(spoken):
            given = self._given(waiting, words.path)
            text = [gettext(words.text).format(**given), gettext(END)]
            if has_unreviewed(spoken):
                text.append(gettext(UNREVIEWED))
            return gettext(words.subject).format(**given), "\n\n".join(text)

    def _given(self, waiting: Waiting, path: str) -> dict[str, object]:
        return {
            "reference": waiting.reference,
            "deadline": day(waiting.deadline) if waiting.deadline else "",
            "days": self.life.days,
            "link": self.portal_url + path.format(subject_id=waiting.subject_id),
        }


async def confirm(uow: UnitOfWork, referral: Referral, *, at: datetime) -> None:
    await uow.mails.add(_about(referral, "sent", referral.id, to=referral.author), at=at)


async def tell_of_request(
    uow: UnitOfWork, sent: Held, request_id: RequestId, *, due_on: date, at: datetime
) -> None:
    await uow.mails.add(_about(sent, "asked", request_id, to=sent.holder, deadline=due_on), at=at)


async def tell_of_handover(uow: UnitOfWork, referral: Referral, handover: Handover, *, at: datetime) -> None:
    await uow.mails.add(_about(referral, "handed", handover.id, to=handover.handed_to), at=at)


def _about(
    sent: Referral | Held, kind: Kind, cause: UUID, *, to: UserId, deadline: date | None = None
) -> Notice:
    """`cause` is what happened; the same makes one mail of a kind, however often it is told."""
    return Notice(
        kind=kind,
        cause=f"{kind} {cause}",
        recipient=to,
        subject_id=sent.id,
        reference=sent.reference,
        deadline=deadline,
    )


async def warn_of_endings(uow: UnitOfWork, *, at: datetime) -> None:
    """Once for each time a draft was last changed: one that is saved again is warned of again, later."""
    for left in await uow.drafts.ending(at=at):
        notice = Notice(
            kind="ending",
            cause=f"ending {left.id} {left.version}",
            recipient=left.author,
            subject_id=left.id,
            deadline=left.deleted_on,
        )
        await uow.mails.add(notice, at=at)


async def tell_of_deletion(uow: UnitOfWork, left: Left, *, at: datetime) -> None:
    notice = Notice(kind="deleted", cause=f"deleted {left.id}", recipient=left.author, subject_id=left.id)
    await uow.mails.add(notice, at=at)


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


async def _claimed(work: Work[UnitOfWork], at: datetime) -> Waiting | None:
    """In a transaction of its own, so that a slow mail server holds no lock."""
    async with work() as uow:
        return await uow.mails.claim(at=at)
