"""The rules as a book: complete, sourced, and honest about what is not official."""

import pytest
from tests.decision.worked_examples import BOOK, CALENDARS

from clocks import Confidence, EndRule, Grace, Kind, Rule, Unit, start_clock, why

WITH_A_LENGTH = {
    "CLK-RG", "CLK-ACK", "CLK-RG-PILOT", "CLK-RG-INFO", "CLK-REC45", "CLK-REC30", "CLK-CG-MIN", "CLK-CG-INFO",
    "CLK-MAAP-PACK", "CLK-MAAP-OUT", "CLK-REVIEW", "CLK-FRG", "CLK-POD-REPS", "CLK-RECON-3M", "CLK-RECON-ACK",
    "CLK-RECON-M", "CLK-RECON-30", "CLK-18", "CLK-MO14", "CLK-MO45", "CLK-EXIT-NCG", "CLK-EXIT-NRG",
    "CLK-EXT-ANS", "CLK-EXT-MAX", "CLK-SCT90", "CLK-NI45", "CLK-VTS-RECON",
}  # fmt: skip
WITHOUT_A_LENGTH = {
    "CLK-RG-DET", "CLK-RG-COURT", "CLK-CG-DELAY", "CLK-CG", "CLK-REC-EXT", "CLK-RECON-EV", "CLK-RECON-X",
    "CLK-RECON-DEC", "CLK-EXIT-SUS", "CLK-EXIT-POD",
}  # fmt: skip
AGES = {
    "CLK-PILOT-AGE",
    "CLK-18-PREP",
}  # days before the 18th birthday, which the notes give outside their table

OURS = {"CLK-RECON-SERVED", "CLK-RG-AGAIN"}  # where the notes give no number and a page needs one


def test_every_clock_of_the_notes_is_there() -> None:
    assert {rule.id for rule in BOOK.rules if rule.length} == WITH_A_LENGTH | AGES | OURS
    assert {rule.id for rule in BOOK.rules if not rule.length} == WITHOUT_A_LENGTH


def test_every_policy_version_of_the_notes_is_there() -> None:
    assert [version.id for version in BOOK.policy_versions] == [
        "PV-LEGACY", "PV-SCA", "PV-SG1", "PV-MSVCC", "PV-IECA", "PV-30D", "PV-NABA", "PV-RG23", "PV-RG23b",
        "PV-POD24", "PV-RECON24", "PV-PRIO24", "PV-PRIO24b", "PV-RECON25", "PV-RECON25b", "PV-ABW", "PV-18",
    ]  # fmt: skip


EVERY_RULE = pytest.mark.parametrize(
    "rule", BOOK.rules, ids=[f"{rule.id} from {rule.effective.first}" for rule in BOOK.rules]
)


@EVERY_RULE
def test_every_rule_names_a_policy_version_and_sources_that_exist(rule: Rule) -> None:
    assert BOOK.policy_version(rule.policy_version).effective_from <= rule.effective.first
    assert set(rule.sources) <= set(BOOK.sources)
    assert rule.sources or rule.confidence is Confidence.OUR_SETTING


@EVERY_RULE
def test_every_rule_that_is_not_official_says_so(rule: Rule) -> None:
    if rule.length is None or rule.confidence is not Confidence.OUR_SETTING:
        return
    start = rule.effective.first
    reasons = why(start_clock(rule, start, CALENDARS[rule.nation()]), BOOK.sources)
    assert any("our setting, not official" in line for line in reasons)


@EVERY_RULE
def test_only_a_limit_on_the_person_has_grace(rule: Rule) -> None:
    assert (rule.grace is Grace.NEXT_WORKING_DAY) == (rule.id in ON_THE_PERSON)
    assert rule.grace is Grace.NONE or rule.kind is Kind.LIMIT


ON_THE_PERSON = {"CLK-POD-REPS", "CLK-RECON-3M", "CLK-RECON-M", "CLK-RECON-30", "CLK-18", "CLK-VTS-RECON"}


@EVERY_RULE
def test_statutory_protection_cannot_be_held(rule: Rule) -> None:
    if rule.ends.rule in {EndRule.LATER_OF, EndRule.EARLIER_OF}:
        assert rule.pauses == ()


@EVERY_RULE
def test_every_source_reads_as_words_in_the_reasons(rule: Rule) -> None:
    if rule.length is None or rule.length.unit is Unit.HOUR or rule.confidence is Confidence.OUR_SETTING:
        return
    said = " ".join(why(start_clock(rule, rule.effective.first, CALENDARS[rule.nation()]), BOOK.sources))
    assert all(BOOK.sources[tag] in said for tag in rule.sources)
