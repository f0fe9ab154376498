"""The broker is reached as somebody, and its certificate is checked (S36, S37, S38)."""

import ssl

import pytest

from nrm.folders import CHECKOUT
from plumbing.broker import Broker

ADDRESS = "kafka.test:9093"
UNCHECKED = (
    "verify" + "=False",
    "CERT" + "_NONE",
    "check_hostname" + " = False",
    "_create_unverified" + "_context",
)


@pytest.mark.parametrize(
    ("broker", "protocol"),
    [
        (Broker(ADDRESS), "PLAINTEXT"),
        (Broker(ADDRESS, is_encrypted=True), "SSL"),
        (Broker(ADDRESS, "care", "hush"), "SASL_PLAINTEXT"),
        (Broker(ADDRESS, "care", "hush", is_encrypted=True), "SASL_SSL"),
    ],
)
def test_what_is_said_to_the_broker_depends_on_what_is_known(broker: Broker, protocol: str) -> None:
    told = broker.connection()
    assert told["security_protocol"] == protocol
    assert told.get("sasl_plain_username") == (broker.user or None)
    assert ("ssl_context" in told) is broker.is_encrypted


def test_the_brokers_certificate_is_checked() -> None:
    context = Broker(ADDRESS, is_encrypted=True).connection()["ssl_context"]
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


def test_a_password_is_not_shown_by_accident() -> None:
    assert "hush" not in repr(Broker(ADDRESS, "care", "hush"))


def test_nothing_turns_the_checking_of_certificates_off() -> None:
    ours = [path for folder in ("shared", "services", "deploy") for path in (CHECKOUT / folder).rglob("*.py")]
    assert [path for path in ours if any(words in path.read_text() for words in UNCHECKED)] == []
