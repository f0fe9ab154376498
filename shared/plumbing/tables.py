"""The tables every service has for events, audit, keys and sign-in. `plumbing.migrations` creates them."""

from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID

INSTANT = DateTime(timezone=True)


@dataclass(frozen=True)
class PlumbingTables:
    outbox: Table
    inbox: Table
    held: Table
    dead_letter: Table
    audit: Table
    data_key: Table
    session: Table
    signin: Table
    directory: Table
    idempotency: Table


def plumbing_tables(metadata: MetaData) -> PlumbingTables:
    return PlumbingTables(
        outbox=_outbox(metadata),
        inbox=_inbox(metadata),
        held=_held(metadata),
        dead_letter=_dead_letter(metadata),
        audit=_audit(metadata),
        data_key=_data_key(metadata),
        session=_session(metadata),
        signin=_signin(metadata),
        directory=_directory(metadata),
        idempotency=_idempotency(metadata),
    )


def _outbox(metadata: MetaData) -> Table:
    return Table(
        "outbox",
        metadata,
        Column("position", BigInteger, Identity(always=True), primary_key=True),
        Column("event_id", UUID, nullable=False, unique=True),
        Column("key", Text, nullable=False),
        Column("type", Text, nullable=False),
        Column("envelope", JSONB, nullable=False),
        Column("created_at", INSTANT, nullable=False),
        Column("sent_at", INSTANT),
        Index("outbox_unsent", "position", postgresql_where=text("sent_at IS NULL")),
        Index("outbox_sent_at", "sent_at"),
        Index("outbox_key", "key", "position"),
    )


def _inbox(metadata: MetaData) -> Table:
    return Table(
        "inbox",
        metadata,
        Column("event_id", UUID, primary_key=True),
        Column("type", Text, nullable=False),
        Column("key", Text, nullable=False),
        Column("received_at", INSTANT, nullable=False),
        Index("inbox_received_at", "received_at"),
    )


def _held(metadata: MetaData) -> Table:
    """Events that failed, and the later events of the same case that wait behind them."""
    return Table(
        "held",
        metadata,
        Column("position", BigInteger, Identity(always=True), primary_key=True),
        Column("event_id", UUID, nullable=False, unique=True),
        Column("key", Text, nullable=False),
        Column("type", Text, nullable=False),
        Column("envelope", JSONB, nullable=False),
        Column("state", Text, nullable=False),
        Column("reason", Text),
        Column("attempts", Integer, nullable=False),
        Column("next_try_at", INSTANT),
        Column("held_at", INSTANT, nullable=False),
        Index("held_key", "key", "position"),
    )


def _dead_letter(metadata: MetaData) -> Table:
    """Messages nobody can read, when there is no broker to keep them."""
    return Table(
        "dead_letter",
        metadata,
        Column("position", BigInteger, Identity(always=True), primary_key=True),
        Column("headers", JSONB, nullable=False),
        Column("value", LargeBinary, nullable=False),
        Column("reason", Text, nullable=False),
        Column("buried_at", INSTANT, nullable=False),
    )


def _audit(metadata: MetaData) -> Table:
    return Table(
        "audit",
        metadata,
        Column("position", BigInteger, primary_key=True, autoincrement=False),
        Column("at", INSTANT, nullable=False),
        Column("actor", Text, nullable=False),
        Column("action", Text, nullable=False),
        Column("subject", Text, nullable=False),
        Column("detail", JSONB, nullable=False),
        Column("previous_hash", LargeBinary, nullable=False),
        Column("hash", LargeBinary, nullable=False),
        Index("audit_subject", "subject", "position"),
    )


def _data_key(metadata: MetaData) -> Table:
    return Table(
        "data_key",
        metadata,
        Column("owner_id", UUID, primary_key=True),
        Column("wrapped", LargeBinary, nullable=False),
        Column("key_version", Integer, nullable=False),
        Column("created_at", INSTANT, nullable=False),
    )


def _session(metadata: MetaData) -> Table:
    return Table(
        "session",
        metadata,
        Column("id_hash", LargeBinary, primary_key=True),
        Column("user_id", UUID, nullable=False),
        Column("csrf_token", Text, nullable=False),
        Column("created_at", INSTANT, nullable=False),
        Column("last_seen_at", INSTANT, nullable=False),
        Column("signed_in_at", INSTANT, nullable=False),
        Index("session_user_id", "user_id"),
        Index("session_last_seen_at", "last_seen_at"),
    )


def _signin(metadata: MetaData) -> Table:
    """Sign-ins begun and not yet finished."""
    return Table(
        "signin",
        metadata,
        Column("state_hash", LargeBinary, primary_key=True),
        Column("nonce", Text, nullable=False),
        Column("code_verifier", Text, nullable=False),
        Column("next_path", Text, nullable=False),
        Column("browser_hash", LargeBinary, nullable=False),
        Column("created_at", INSTANT, nullable=False),
    )


def _directory(metadata: MetaData) -> Table:
    """Who may do what, for which organisation. Keyed by issuer and subject, never by e-mail."""
    return Table(
        "directory",
        metadata,
        Column("user_id", UUID, primary_key=True),
        Column("issuer", Text, nullable=False),
        Column("subject", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("email", Text, nullable=False, server_default=""),
        Column("organisation", Text, nullable=False),
        Column("organisation_name", Text, nullable=False),
        Column("roles", ARRAY(Text), nullable=False),
        Column("is_active", Boolean, nullable=False),
        Column("valid_from", Date),
        Column("valid_until", Date),
        UniqueConstraint("issuer", "subject", name="directory_issuer_subject"),
    )


def _idempotency(metadata: MetaData) -> Table:
    """Answers already given to requests that create or send, kept for seven days."""
    return Table(
        "idempotency",
        metadata,
        Column("caller", Text, nullable=False),
        Column("route", Text, nullable=False),
        Column("key", Text, nullable=False),
        Column("request_hash", LargeBinary, nullable=False),
        Column("status", Integer),
        Column("response", JSONB),
        Column("created_at", INSTANT, nullable=False),
        PrimaryKeyConstraint("caller", "route", "key", name="idempotency_pkey"),
    )
