"""Where organisations get their mail, and mails to them beside those to staff."""

from alembic import op

from plumbing.migrations import grant

revision = "0018"
down_revision = "0017"

ADDRESSES = """
CREATE TABLE organisation_address (
    who TEXT NOT NULL CONSTRAINT organisation_address_who CHECK (
        who IN ('first_responder', 'support_provider', 'local_authority', 'police')),
    belongs_to TEXT NOT NULL,
    address TEXT NOT NULL CONSTRAINT organisation_address_is_one CHECK (address LIKE '_%@_%'),
    kept_by UUID NOT NULL,
    kept_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT organisation_address_pkey PRIMARY KEY (who, belongs_to)
)
"""
TO_ORGANISATIONS = """
ALTER TABLE mail
    ALTER COLUMN recipient DROP NOT NULL,
    ADD COLUMN party TEXT,
    ADD COLUMN address TEXT,
    DROP CONSTRAINT mail_kind,
    ADD CONSTRAINT mail_kind CHECK (kind IN (
        'decision_returned', 'decision_agreed', 'serve_decision', 'information_answered',
        'acknowledged', 'decided', 'suspended', 'withdrawn', 'disqualified')),
    ADD CONSTRAINT mail_to_somebody CHECK (
        (recipient IS NULL) = (address IS NOT NULL) AND (party IS NULL) = (address IS NULL))
"""
BACK = """
ALTER TABLE mail
    DROP COLUMN party,
    DROP COLUMN address,
    ALTER COLUMN recipient SET NOT NULL,
    DROP CONSTRAINT mail_kind,
    ADD CONSTRAINT mail_kind CHECK (kind IN (
        'decision_returned', 'decision_agreed', 'serve_decision', 'information_answered'))
"""


def upgrade() -> None:
    op.execute(ADDRESSES)
    op.execute(TO_ORGANISATIONS)
    grant(op, "decision", "organisation_address", staff="SELECT, INSERT, UPDATE, DELETE")


def downgrade() -> None:
    op.execute("DELETE FROM mail WHERE recipient IS NULL")
    op.execute(BACK)
    op.drop_table("organisation_address")
