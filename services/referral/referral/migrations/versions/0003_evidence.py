"""Evidence files, in chunks, so that a backup and a transaction hold them together with their referral."""

from importlib import resources

from alembic import op
from sqlalchemy import text

from plumbing.migrations import grant, keep_tenants_apart

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SERVICE = "referral"


def upgrade() -> None:
    schema = resources.files("referral.migrations").joinpath("schema_0003.sql").read_text("utf-8")
    for statement in filter(str.strip, schema.split(";\n")):
        op.execute(text(statement))
    everything = "SELECT, INSERT, UPDATE, DELETE"
    grant(op, SERVICE, "evidence_file", staff=everything, tenant=everything)
    grant(op, SERVICE, "evidence_chunk", staff="SELECT, INSERT, DELETE", tenant="SELECT, INSERT, DELETE")
    keep_tenants_apart(op, SERVICE, "evidence_file", "organisation")
    _keep_chunks_with_their_files()


def _keep_chunks_with_their_files() -> None:
    own = "EXISTS (SELECT FROM evidence_file WHERE evidence_file.id = evidence_chunk.evidence_id)"
    op.execute("ALTER TABLE evidence_chunk ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE evidence_chunk FORCE ROW LEVEL SECURITY")
    op.execute("CREATE POLICY staff_rows ON evidence_chunk TO referral_staff USING (true) WITH CHECK (true)")
    op.execute(
        f"CREATE POLICY tenant_rows ON evidence_chunk TO referral_tenant USING ({own}) WITH CHECK ({own})"
    )


def downgrade() -> None:
    for table in ("evidence_chunk", "evidence_file"):
        op.drop_table(table)
