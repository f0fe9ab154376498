"""What staff are told by mail: once, only what is theirs to do next, and nothing about anybody."""

from dataclasses import asdict, dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import insert, text
from tests.decision.builders import CASEWORKER, TIMES, a_case_under_review, a_review, noon
from tests.decision.kept_cases import DecisionWork, decided
from tests.decision.portal_visits import CASEY

from contracts.ids import CaseId
from decision import commands
from decision.domain import reasonable_grounds
from decision.domain.decisions import Outcome
from decision.domain.telling_staff import Kind, staff_to_tell
from decision.mails import WORDS, Letters, deliver
from decision.storage.tables import plumbing
from plumbing.mail import Mail, MailNotTaken

LATER = noon("2026-04-14")


@dataclass
class Letterbox:
    """Takes mails, or none."""

    is_shut: bool = False
    taken: list[Mail] = field(default_factory=list)

    async def send(self, mail: Mail) -> None:
        if self.is_shut:
            raise MailNotTaken("shut")
        self.taken.append(mail)


@pytest.mark.parametrize(
    ("is_agreed", "kinds"), [(True, {Kind.AGREED, Kind.SERVE}), (False, {Kind.RETURNED})]
)
def test_the_author_hears_what_the_second_person_said(is_agreed: bool, kinds: set[Kind]) -> None:
    case = a_case_under_review()
    review = a_review(is_agreed=is_agreed)
    _, events = reasonable_grounds.review(case, review, times=TIMES)
    told = staff_to_tell(case, events, by=review.by)
    assert {each.kind for each in told} == kinds
    assert {each.recipient for each in told} == {CASEWORKER}


def test_nobody_is_told_of_what_they_did_themselves() -> None:
    case = a_case_under_review()
    _, events = reasonable_grounds.review(case, a_review(), times=TIMES)
    assert staff_to_tell(case, events, by=CASEWORKER) == []


async def returned(work: DecisionWork) -> CaseId:
    case_id = await decided(work, Outcome.NEGATIVE)
    async with work() as uow:
        author = asdict(CASEY) | {"email": "casey@example.org", "roles": sorted(CASEY.roles)}
        await uow.session.execute(insert(plumbing.directory).values(author))
        seen = (await uow.cases.get(case_id)).version
        review = a_review(is_agreed=False, reasons="MARKER of the reasons")
        await commands.review_reasonable_grounds(uow, case_id, review, seen=seen)
    return case_id


async def test_a_returned_decision_is_told_once_with_a_link_and_nothing_of_it(work: DecisionWork) -> None:
    case_id, box = await returned(work), Letterbox()
    for _ in range(2):
        await deliver(work, box, Letters("https://decide.example.org"), lambda: LATER)
    mail = box.taken[0]
    assert (len(box.taken), mail.to, mail.kind) == (1, "casey@example.org", "decision_returned")
    assert f"https://decide.example.org/cases/{case_id}" in mail.text
    assert "MARKER" not in mail.subject + mail.text


async def test_a_mail_nobody_takes_is_tried_again_later(work: DecisionWork) -> None:
    await returned(work)
    box = Letterbox(is_shut=True)
    letters = Letters("https://decide.example.org")
    await deliver(work, box, letters, lambda: LATER)
    box.is_shut = False
    await deliver(work, box, letters, lambda: LATER)
    assert box.taken == [], "its turn has not come"
    await deliver(work, box, letters, lambda: LATER + timedelta(minutes=1))
    assert len(box.taken) == 1
    async with work() as uow:
        assert await uow.session.scalar(text("SELECT count(*) FROM mail WHERE sent_at IS NULL")) == 0


def test_no_mail_says_how_it_was_decided() -> None:
    said = " ".join(" ".join(words) for words in WORDS.values()).lower()
    assert set(WORDS) == set(Kind)
    assert not {"positive", "negative", "victim"} & set(said.split())
