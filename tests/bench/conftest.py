"""Sender, listener and lines are those of the contract suite; the portal is Decide, the beds Place's."""

from tests.care.conftest import ring, town, work
from tests.decision.conftest import app, referral_service
from tests.shared.conftest import listener_database, post, post_on_kafka, post_without_broker

__all__ = [
    "app",
    "listener_database",
    "post",
    "post_on_kafka",
    "post_without_broker",
    "referral_service",
    "ring",
    "town",
    "work",
]
