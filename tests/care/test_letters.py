"""Letters to the person: where they may go, and that they keep no rhythm of contact."""

import pytest

from care.domain.journey import REACHED, ContactKind, check_letter
from care.domain.refusals import Code, Refused
from care.web.life.words import CONTACTS, LOGGED


def test_vi_8_a_letter_goes_to_an_address_marked_as_safe() -> None:
    check_letter(is_address_safe=True)


def test_vi_8_a_letter_goes_to_no_other_address() -> None:
    with pytest.raises(Refused) as refused:
        check_letter(is_address_safe=False)
    assert refused.value.code is Code.UNSAFE_ADDRESS


def test_a_letter_is_among_the_contacts_and_reaches_nobody_by_itself() -> None:
    assert ContactKind.LETTER not in REACHED
    assert ContactKind.LETTER in CONTACTS


def test_vi_8_no_letter_is_logged_without_saying_where_it_goes() -> None:
    assert ContactKind.LETTER not in LOGGED
