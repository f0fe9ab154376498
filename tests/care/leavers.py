"""People on their way out of support: decided about, and the letter received on the 24th of March 2025."""

from datetime import date

from tests.care.scenes import RULES
from tests.care.test_decided import CG, POSITIVE, a_letter, after

from care.domain.decided import hear_letters
from care.domain.heard import DecisionHeard
from care.domain.support import SupportCase

EXIT_DAY = date(2025, 5, 8)  # of whoever is moving on


def scheduled(*facts: DecisionHeard, outcome: str = "negative") -> SupportCase:
    case = after(*facts)
    hear_letters(case, [a_letter(CG, outcome, "24")], RULES)
    return case


def moving_on() -> SupportCase:
    return scheduled(POSITIVE, outcome="positive")
