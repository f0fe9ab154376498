"""When the first responder said that the person no longer agrees."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.execute("ALTER TABLE support_case ADD COLUMN agreement_withdrawn_at TIMESTAMPTZ")


def downgrade() -> None:
    op.execute("ALTER TABLE support_case DROP COLUMN agreement_withdrawn_at")
