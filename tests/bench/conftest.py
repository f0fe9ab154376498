"""Sender, listener and lines are those of the contract suite; the portal is Decide, the beds Place's."""

from collections.abc import AsyncIterator

import pytest
from tests.care.conftest import ring, town, work
from tests.databases import Templates
from tests.decision.conftest import app, referral_service
from tests.shared.conftest import listener_database, post, post_on_kafka, post_without_broker

from nrm.runtime.databases import DatabaseUrls

__all__ = [
    "app",
    "decision_urls",
    "listener_database",
    "post",
    "post_on_kafka",
    "post_without_broker",
    "referral_service",
    "ring",
    "town",
    "work",
]


@pytest.fixture
async def decision_urls(templates: Templates) -> AsyncIterator[DatabaseUrls]:
    """A database of its own: one that held a million cases before is slower."""
    async with templates.copy("decision") as urls:
        yield urls
