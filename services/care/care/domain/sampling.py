"""A sample of records for an inspector: only of people who agreed, and the same for the same seed."""

from care.domain.visibility import Role, Sight, data_of, sight

MOST = 20
# Contacts, letters, goals and reviews; not the reasons that staff gave for their own acts.
OF_NOTES = frozenset({"summary", "wish", "action", "words"})


def is_in_sample(purpose: str, *, is_shared: bool) -> bool:
    """What an inspector reads of a person who agreed; of their needs only what may be shared."""
    if sight(data_of(purpose), Role.INSPECTOR) is not Sight.SAMPLE:
        return False
    return is_shared if purpose.startswith("need_") else purpose in OF_NOTES
