"""A search by organisation and stage finds its page without passing the organisation's other cases."""

from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.execute(
        "CREATE INDEX case_file_organisation_stage ON case_file (organisation_id, stage, received_on, id)"
    )


def downgrade() -> None:
    op.execute("DROP INDEX case_file_organisation_stage")
