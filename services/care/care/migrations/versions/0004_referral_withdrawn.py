"""Agreement to the referral is withdrawn apart from agreement to support."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.execute("ALTER TABLE support_case ADD COLUMN referral_withdrawn_at TIMESTAMPTZ")


def downgrade() -> None:
    op.execute("ALTER TABLE support_case DROP COLUMN referral_withdrawn_at")
