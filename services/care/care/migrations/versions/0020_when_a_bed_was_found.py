"""Figures of a provider count when a bed was found for somebody, which is written in the audit they cannot read."""

from alembic import op

revision = "0020"
down_revision = "0019"

# Of one person whom whoever counts already knows by reference: the placement and the instant, and nothing else.
BEDS_FOUND = """
CREATE FUNCTION beds_found(referral UUID) RETURNS TABLE (placement_id UUID, found_at TIMESTAMPTZ)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS '
  SELECT CAST(detail ->> ''placement_id'' AS uuid), at FROM audit
  WHERE subject = CAST(referral AS text) AND action IN (''offer_made'', ''placement_booked'')
'
"""


def upgrade() -> None:
    op.execute(BEDS_FOUND)
    op.execute("REVOKE ALL ON FUNCTION beds_found(UUID) FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION beds_found(UUID) TO care_staff, care_tenant")


def downgrade() -> None:
    op.execute("DROP FUNCTION beds_found(UUID)")
