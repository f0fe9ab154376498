"""Queues as people have narrowed them, kept under a name."""

from sqlalchemy import Boolean, Column, Index, Table, Text, func, text
from sqlalchemy.dialects.postgresql import JSONB, UUID

from decision.storage.tables import metadata
from plumbing.tables import INSTANT

saved_view = Table(
    "saved_view",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("owner", UUID, nullable=False),
    Column("name", Text, nullable=False),
    Column("queue", Text, nullable=False),
    Column("ticked", JSONB, nullable=False),
    Column("is_shared", Boolean, nullable=False, server_default=text("false")),
    Column("saved_at", INSTANT, nullable=False),
    Index("saved_view_shared", "name", "id", postgresql_where=text("is_shared")),
)
Index("saved_view_one_of_a_name", saved_view.c.owner, func.lower(saved_view.c.name), unique=True)
