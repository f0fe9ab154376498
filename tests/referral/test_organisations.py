"""MH17: the register of organisations carries days and successors, and old names lead on."""

from datetime import date

import pytest

from referral.domain.form.content import referral_form
from referral.domain.organisations import (
    Organisation,
    current_on,
    leads_to,
    organisation_named,
    organisations,
    replaced_by,
    search,
)

TODAY = date(2026, 4, 1)


def named(name: str) -> Organisation:
    found = organisation_named(name)
    assert found is not None, name
    return found


def names(found: tuple[Organisation, ...]) -> list[str]:
    return [each.name for each in found]


def test_every_body_that_is_gone_leads_to_bodies_that_exist() -> None:
    gone = [each for each in organisations() if not each.existed_on(TODAY)]
    assert len(gone) == 73
    for each in gone:
        heirs = leads_to(each, TODAY)
        assert heirs, each.name
        assert all(heir.existed_on(TODAY) for heir in heirs)


def test_no_successor_is_unknown_and_none_begins_before_the_body_it_follows_ends() -> None:
    by_id = {each.id: each for each in organisations()}
    for each in organisations():
        for heir in (by_id[successor] for successor in each.successors):
            if each.valid_to and heir.valid_from:
                assert heir.valid_from > each.valid_to, each.name


def test_a_chain_of_successors_is_followed_to_its_end_on_the_day_asked_for() -> None:
    gone = named("Taunton Deane Borough Council")
    assert names(leads_to(gone, date(2019, 3, 31))) == ["Taunton Deane Borough Council"]
    assert names(leads_to(gone, date(2019, 4, 1))) == ["Somerset West and Taunton Council"]
    assert names(leads_to(gone, date(2023, 4, 1))) == ["Somerset Council"]


def test_a_body_that_was_divided_leads_to_each_part() -> None:
    assert names(replaced_by("Cumbria County Council", TODAY)) == [
        "Cumberland Council",
        "Westmorland and Furness Council",
    ]


def test_a_body_exists_from_its_first_day_to_its_last() -> None:
    assert "Selby District Council" in names(current_on(date(2023, 3, 31)))
    assert "Selby District Council" not in names(current_on(date(2023, 4, 1)))
    assert "North Yorkshire Council" not in names(current_on(date(2023, 3, 31)))
    assert "North Yorkshire Council" in names(current_on(date(2023, 4, 1)))


def test_a_body_whose_end_is_announced_but_not_dated_still_exists() -> None:
    labour = named("Gangmasters and Labour Abuse Authority GLAA")
    assert labour.valid_to is None
    assert labour.existed_on(TODAY)
    assert replaced_by(labour.name, TODAY) == ()
    assert labour.successors == ("fair-work-agency",)


def test_bodies_that_exist_are_found_first_and_old_names_lead_on() -> None:
    found = search("north york", TODAY)
    assert [each.organisation.name for each in found][:2] == [
        "North Yorkshire Council",
        "North Yorkshire Police",
    ]
    assert [each.is_current for each in found] == sorted((each.is_current for each in found), reverse=True)
    old = next(each for each in found if each.organisation.name == "North Yorkshire County Council")
    assert names(old.now) == ["North Yorkshire Council"]


def test_a_name_that_begins_as_typed_comes_before_one_that_only_holds_the_word() -> None:
    found = [each.organisation.name for each in search("somerset", TODAY)]
    assert found[0] == "Somerset Council"
    assert found.index("Avon and Somerset Constabulary") > 0


@pytest.mark.parametrize("query", ["", "   ", "zzzz"])
def test_nothing_is_found_for_nothing(query: str) -> None:
    assert search(query, TODAY) == []


def test_the_councils_of_the_form_lead_on_as_well() -> None:
    assert names(replaced_by("Wycombe District Council", TODAY)) == ["Buckinghamshire Council"]
    assert named("The Fife Council").name == "Fife Council"
    assert replaced_by("The Fife Council", TODAY) == ()


def test_whoever_an_old_name_leads_to_can_be_chosen_in_both_lists() -> None:
    form = referral_form()
    for each in organisations():
        for heir in replaced_by(each.name, TODAY):
            assert heir.name in form.lists["organisations"]
            assert heir.name_in(form.lists["local_authorities"]) in form.lists["local_authorities"]
