"""How each rule is shown on a case: what is our own setting is never shown as official (§11, 11)."""

import re
from datetime import date, timedelta
from uuid import UUID

import pytest
from tests.decision.builders import TIMES
from tests.decision.lives.life import BOOK

from clocks import Confidence, Rule
from contracts.ids import CaseId, ReferralId
from decision.domain.overlays import Lineage
from decision.domain.timekeeping import Subject
from decision.queries.case import ExplainedClock
from decision.web.clock_cards import clock_cards
from plumbing.govuk.environment import create_environment

TAGS = re.compile(r"<[^>]+>")
EVERY_VERSION = [pytest.param(rule, id=f"{rule.id} of {rule.effective.first}") for rule in BOOK.rules]


@pytest.mark.parametrize("rule", EVERY_VERSION)
def test_invariant_11_a_rule_marked_c_is_never_shown_as_official(rule: Rule) -> None:
    shown = words_of(rule)
    assert ("our setting, not official" in shown) is (rule.confidence is Confidence.OUR_SETTING)
    says_official = "official" in re.sub(r"not (an )?official", "", shown)
    assert says_official is (rule.confidence is Confidence.OFFICIAL)


def test_some_rules_are_ours_and_some_are_official() -> None:
    assert {Confidence.OUR_SETTING, Confidence.OFFICIAL} <= {rule.confidence for rule in BOOK.rules}


def words_of(rule: Rule) -> str:
    """The card as a person reads it, without the names of the sources and the note of the rule."""
    on = max(rule.effective.first, date(2018, 6, 1))
    subject = Subject(CaseId(UUID(int=1)), ReferralId(UUID(int=2)), rule.applies.nations[0], Lineage.FIRST)
    (clock,) = TIMES.start((rule.id,), subject, on=on)
    (card,) = clock_cards([ExplainedClock(clock, rule, TIMES.due(clock))], on + timedelta(days=1))
    page = create_environment().from_string(
        '{% import "macros/ui.html" as ui %}{{ ui.clock_card(card, today) }}'
    )
    html = page.render(card=card, today=on)
    text = " ".join(TAGS.sub(" ", html).lower().split())
    return text.replace(rule.note.lower(), "").replace(str(card.why and card.why.source).lower(), "")
