"""The matrix of who may see what, held against the domain notes cell by cell."""

import pytest
from tests.care.scenes import HESTIA, MEDAILLE

from care.domain.assessments import Part
from care.domain.extension import Heading
from care.domain.needs import Need
from care.domain.people import PRIME_PROVIDER, Actor
from care.domain.sampling import is_in_sample
from care.domain.visibility import MATRIX, Data, Role, data_of, may_read, on_reason, role_of, sight

# As the notes have it (§10), for the roles this product lets in; the prime is hub and network in one.
NOTES = """
identity      | yes | yes | yes | first name | yes | no
safe_contact  | yes | yes | yes | pick-up only | yes | no
address       | own house | own house | yes | on the day | yes | visit only
region        | yes | yes | yes | yes | yes | yes
needs_summary | yes | yes | yes | travel risks | yes | sample, consented
health        | yes | no | on reason | no | no | no
notes         | yes | on reason | on reason | no | no | sample, consented
privileged    | author only | no | no | no | no | no
risks         | yes | yes | yes | travel risks | yes | no
payments      | yes | no | yes | no | no | no
decision      | yes | yes | yes | no | yes | no
rna_form      | yes | no | yes | no | yes | no
rna_decision  | yes | no | yes | no | yes | no
child         | yes | no | yes | seats | yes | no
figures       | own | own | own | no | yes | yes
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in NOTES.strip().splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_each_cell_of_the_matrix_is_as_the_domain_notes_have_it(row: list[str]) -> None:
    assert [sight(Data(row[0]), role).value for role in Role] == row[1:]


def test_every_kind_of_data_has_a_cell_for_every_role() -> None:
    assert [row[0] for row in ROWS] == [each.value for each in Data]
    assert all(set(MATRIX[data]) == set(Role) for data in Data)


@pytest.mark.parametrize(
    ("actor", "role"),
    [
        pytest.param(Actor(HESTIA, user="sam"), Role.OWN_WORKER, id="their own worker"),
        pytest.param(Actor(HESTIA, user="alex"), Role.OTHER_WORKER, id="a colleague"),
        pytest.param(Actor(HESTIA, user="mo", is_manager=True), Role.MANAGER, id="the manager"),
        pytest.param(Actor(PRIME_PROVIDER, is_prime=True, user="hub"), Role.PRIME, id="the prime"),
        pytest.param(Actor(MEDAILLE, user="sam"), None, id="nobody of another provider"),
    ],
)
def test_who_comes_to_a_record_as_what(actor: Actor, role: Role | None) -> None:
    assert role_of(actor, provider_id=HESTIA, worker_id="sam") is role
    assert role_of(Actor(HESTIA, user="sam"), provider_id=None, worker_id=None) is None


def test_vi_5_with_a_reason_a_manager_opens_notes_and_health_and_a_colleague_notes() -> None:
    assert on_reason(Role.MANAGER) == {Data.NOTES, Data.HEALTH}
    assert on_reason(Role.OTHER_WORKER) == {Data.NOTES}
    assert not any(on_reason(role) for role in (Role.OWN_WORKER, Role.PRIME, Role.INSPECTOR, None))


@pytest.mark.parametrize(
    ("purpose", "data"),
    [
        ("summary", Data.NOTES),
        ("wish", Data.NOTES),
        ("anything_new", Data.NOTES),
        (f"need_{Need.HEALTH}", Data.HEALTH),
        (f"need_{Need.WELLBEING}", Data.HEALTH),
        (f"need_{Need.MONEY}", Data.NEEDS_SUMMARY),
        (f"part_{Part.SEXUAL_HEALTH}", Data.HEALTH),
        (f"not_asked_{Part.WELLBEING}", Data.HEALTH),
        (f"part_{Part.PRACTICAL}", Data.NEEDS_SUMMARY),
        (Heading.BACKGROUND.value, Data.RNA_FORM),
        ("evidence", Data.RNA_FORM),
        ("risks", Data.CHILD),
        ("what_happened", Data.RISKS),
        ("privileged", Data.PRIVILEGED),
    ],
)
def test_sealed_words_are_what_they_were_written_for(purpose: str, data: Data) -> None:
    assert data_of(purpose) is data


def test_nobody_outside_sees_anything_by_default() -> None:
    assert not any(may_read(data, None) for data in Data)


@pytest.mark.parametrize(
    ("purpose", "is_shared", "is_read"),
    [
        ("need_money", True, True),
        ("need_money", False, False),
        (f"need_{Need.HEALTH}", True, False),
        ("summary", False, True),
        ("why_read", False, False),
        ("why_held", True, False),
        ("privileged", True, False),
        ("evidence", True, False),
        ("known_as", True, False),
        ("what_happened", True, False),
    ],
)
def test_an_inspector_reads_needs_that_may_be_shared_and_notes_and_nothing_else(
    purpose: str, is_shared: bool, is_read: bool
) -> None:
    assert is_in_sample(purpose, is_shared=is_shared) is is_read
