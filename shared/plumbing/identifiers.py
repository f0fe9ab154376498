"""Where new ids and random references come from."""

import secrets
from uuid import UUID

from uuid_utils.compat import uuid7

from contracts.references import new_reference


def new_id() -> UUID:
    """A UUID of version 7: random, and in order of creation, so that indexes stay small."""
    return uuid7()


def draw_reference(prefix: str) -> str:
    return new_reference(prefix, secrets.choice)
