"""The sender, the listener and the lines between them are those of the contract suite."""

from tests.shared.conftest import listener_database, post, post_on_kafka, post_without_broker

__all__ = ["listener_database", "post", "post_on_kafka", "post_without_broker"]
