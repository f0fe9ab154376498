"""Plan and contacts: what the page shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from care.domain.journey import Contact, Goal, PlanReview
from care.domain.needs import Need
from care.domain.reading import PrivilegedItem
from care.domain.visibility import Data, Role
from care.queries.lives import Life, Reader
from care.web import paths
from care.web.edge import Desk
from care.web.life.acts import PLAN
from care.web.life.all_acts import offers
from care.web.life.clock_cards import cards
from care.web.life.frame import LifeFrame
from care.web.life.words import CONTACTS, GOALS, NEEDS
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Clock, Column, Entry, Link, Row, Status

ELSEWHERE = "Held by the support provider"
OF_THE_PLAN = ("CARE-PLAN", "CARE-CONTACT")


@dataclass(frozen=True)
class GoalLine:
    need: str
    wish: str
    action: str
    whose: str
    due: str
    status: Status


@dataclass(frozen=True)
class PlanView:
    frame: LifeFrame
    offers: Sequence[Link]
    clocks: Sequence[Clock]
    goals: Sequence[GoalLine]
    reviews: Sequence[Entry]
    contacts: Sequence[Entry]
    needs: Sequence[Row]
    asked_again: int
    privileged: Sequence[Entry]
    read_more: str
    goal_columns: Sequence[Column] = (
        Column("Goal"),
        Column("Next action"),
        Column("By"),
        Column("Status"),
    )


def plan_view(life: Life, surrounding: LifeFrame, desk: Desk) -> PlanView:
    clocks = [each for each in life.clocks if each.rule.startswith(OF_THE_PLAN)]
    return PlanView(
        frame=surrounding,
        offers=offers(life, desk, PLAN),
        clocks=cards(clocks, desk.rules, desk.today),
        goals=[_goal(each, life) for each in life.goals],
        reviews=[_review(each, life) for each in reversed(life.reviews)],
        contacts=[_contact(each, life) for each in life.contacts],
        needs=[_need(need, life) for need in Need if need in life.answers],
        asked_again=life.times_asked_again,
        privileged=[_privileged(each, life) for each in life.privileged],
        read_more=read_more(life, PLAN),
    )


def _goal(goal: Goal, life: Life) -> GoalLine:
    return GoalLine(
        need=NEEDS[goal.need],
        wish=life.words(goal.id, "wish") or hidden(life.reader),
        action=life.words(goal.id, "action") or hidden(life.reader),
        whose="The person" if goal.is_persons_own else "The support worker",
        due=day(goal.due_on),
        status=GOALS[goal.state],
    )


def _review(review: PlanReview, life: Life) -> Entry:
    title = (
        "The person agreed with the plan" if review.is_agreed else "The person did not agree with the plan"
    )
    return Entry(title, review.held_on, text=life.words(review.id, "words"))


def _contact(contact: Contact, life: Life) -> Entry:
    return Entry(CONTACTS[contact.kind], contact.happened_at.date(), text=life.words(contact.id, "summary"))


def _privileged(item: PrivilegedItem, life: Life) -> Entry:
    return Entry("For you alone", item.written_at, text=life.words(item.id, Data.PRIVILEGED))


def read_more(life: Life, part: str) -> str:
    """Where whoever looks may say why they need to read what is not shown to them."""
    return paths.person(life.case.id, f"read/{part}") if life.reader.may_say_why else ""


def hidden(reader: Reader) -> str:
    """Instead of words that whoever looks may not read, whether or not there are any."""
    return ELSEWHERE if reader.role is Role.PRIME else "For their own support worker to read"


def _need(need: Need, life: Life) -> Row:
    answer = life.answers[need]
    shared = "May be shared" if answer.is_shared else "Not to be shared"
    return Row(
        NEEDS[need],
        [life.need(need) or hidden(life.reader), f"{shared}. Asked on {day(answer.asked_at.date())}"],
    )
