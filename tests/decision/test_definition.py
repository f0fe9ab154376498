import pytest

from decision.domain.definition import (
    MEANS,
    PARTS,
    Answer,
    Finding,
    FindingsDisagree,
    FindingsIncomplete,
    Head,
    Part,
    check_findings,
)
from decision.domain.grounds import definitions

FOUND, MISSED, NOT_NEEDED = Answer.FOUND, Answer.NOT_FOUND, Answer.NOT_NEEDED


def found(*answers: Answer) -> list[Finding]:
    """In the order of the parts: action, means, purpose; then means, service."""
    return [Finding(part, answer) for part, answer in zip(Part, answers, strict=False)]


@pytest.mark.parametrize(
    ("answers", "head"),
    [
        pytest.param((FOUND, FOUND, FOUND), Head.TRAFFICKING, id="trafficking is tested first"),
        pytest.param((FOUND, NOT_NEEDED, FOUND), Head.TRAFFICKING, id="a child need not show means"),
        pytest.param((MISSED, FOUND, FOUND, FOUND, FOUND), Head.SLAVERY, id="then the second head"),
        pytest.param((FOUND, FOUND, MISSED, NOT_NEEDED, FOUND), Head.SLAVERY, id="of a child"),
        pytest.param((FOUND, FOUND, MISSED, FOUND, MISSED), None, id="not enough for either"),
    ],
)
def test_the_findings_lead_to_the_outcome(answers: tuple[Answer, ...], head: Head | None) -> None:
    check_findings(found(*answers), head)
    for other in {None, *Head} - {head}:
        with pytest.raises(FindingsDisagree):
            check_findings(found(*answers), other)


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param((), id="nothing was tested"),
        pytest.param((FOUND, FOUND), id="a part of the first head is missing"),
        pytest.param((MISSED, FOUND, FOUND), id="the second head was not tested"),
        pytest.param((FOUND, FOUND, FOUND, FOUND, FOUND), id="the second head need not be tested"),
        pytest.param((NOT_NEEDED, FOUND, FOUND), id="only means are not needed of a child"),
    ],
)
def test_what_had_to_be_tested_and_nothing_else_is(answers: tuple[Answer, ...]) -> None:
    with pytest.raises(FindingsIncomplete):
        check_findings(found(*answers), Head.TRAFFICKING)


def test_every_part_has_its_words_and_each_definition_its_source() -> None:
    shown = {head: tuple(asked.part for asked in each.parts) for head, each in definitions().items()}
    assert shown == dict(PARTS)
    assert all(each.source and each.confidence for each in definitions().values())


def test_means_belong_to_both_heads() -> None:
    assert {part for parts in PARTS.values() for part in parts if part in MEANS} == set(MEANS)
