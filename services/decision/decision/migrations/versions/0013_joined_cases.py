"""Cases of one person, linked or merged; undoing either puts back what it changed."""

from alembic import op

from decision.migrations.notes import allow_notes_about
from plumbing.migrations import execute_each, grant

revision = "0013"
down_revision = "0012"

TABLE = """
CREATE TABLE joined_cases (
    id UUID PRIMARY KEY,
    later_id UUID NOT NULL CONSTRAINT joined_cases_later REFERENCES case_file,
    earlier_id UUID NOT NULL CONSTRAINT joined_cases_earlier REFERENCES case_file,
    is_merged BOOLEAN NOT NULL,
    lineage TEXT CONSTRAINT joined_cases_lineage CHECK (
        lineage IN ('repeat_same_facts', 'further_rg', 'new_exploitation')),
    lineage_was TEXT CONSTRAINT joined_cases_lineage_was CHECK (
        lineage_was IN ('first', 'repeat_same_facts', 'further_rg', 'new_exploitation')),
    joined_by UUID NOT NULL,
    joined_at TIMESTAMPTZ NOT NULL,
    undone_by UUID,
    undone_at TIMESTAMPTZ,
    CONSTRAINT joined_cases_are_two CHECK (later_id <> earlier_id),
    CONSTRAINT joined_cases_lineage_can_be_put_back CHECK ((lineage IS NULL) = (lineage_was IS NULL)),
    CONSTRAINT joined_cases_merging_says_no_lineage CHECK (NOT is_merged OR lineage IS NULL),
    CONSTRAINT joined_cases_undone_by_somebody CHECK ((undone_by IS NULL) = (undone_at IS NULL))
);
CREATE INDEX joined_cases_later_id ON joined_cases (later_id);
CREATE INDEX joined_cases_earlier_id ON joined_cases (earlier_id);
CREATE UNIQUE INDEX joined_cases_once ON joined_cases (
    least(later_id, earlier_id), greatest(later_id, earlier_id), is_merged) WHERE undone_at IS NULL;
CREATE UNIQUE INDEX joined_cases_merged_once ON joined_cases (later_id) WHERE is_merged AND undone_at IS NULL;
ALTER TABLE case_file
    ADD COLUMN merged_into UUID CONSTRAINT case_file_merged_into REFERENCES case_file,
    ADD CONSTRAINT case_file_not_merged_into_itself CHECK (merged_into <> id);
CREATE INDEX case_file_merged_into_id ON case_file (merged_into) WHERE merged_into IS NOT NULL;
"""

# Nothing is merged into what is merged itself, whoever asks at the same moment: both cases are locked.
# And a case is part of another exactly while the merge that says so stands.
TRIGGERS = (
    """
    CREATE FUNCTION refuse_merging_in_a_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM FROM case_file WHERE id = NEW.merged_into FOR UPDATE;
        IF EXISTS (SELECT FROM case_file WHERE id = NEW.merged_into AND merged_into IS NOT NULL)
            OR EXISTS (SELECT FROM case_file WHERE merged_into = NEW.id) THEN
            RAISE EXCEPTION 'a case is merged into one that stands by itself'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'case_file_merged_in_one_step';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER case_file_merged_in_one_step BEFORE INSERT OR UPDATE OF merged_into ON case_file
        FOR EACH ROW WHEN (NEW.merged_into IS NOT NULL) EXECUTE FUNCTION refuse_merging_in_a_row()
    """,
    """
    CREATE FUNCTION check_merge_of(checked UUID) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
        IF (SELECT merged_into FROM case_file WHERE id = checked) IS DISTINCT FROM (
            SELECT earlier_id FROM joined_cases WHERE later_id = checked AND is_merged AND undone_at IS NULL
        ) THEN
            RAISE EXCEPTION 'a case is part of another while its merge stands'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'case_file_merged_as_recorded';
        END IF;
    END $$
    """,
    """
    CREATE FUNCTION check_merge_of_case() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM check_merge_of(NEW.id);
        RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION check_merge_as_recorded() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM check_merge_of(NEW.later_id);
        RETURN NULL;
    END $$
    """,
    """
    CREATE CONSTRAINT TRIGGER case_file_merged_as_recorded AFTER UPDATE OF merged_into ON case_file
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
        WHEN (OLD.merged_into IS DISTINCT FROM NEW.merged_into) EXECUTE FUNCTION check_merge_of_case()
    """,
    """
    CREATE CONSTRAINT TRIGGER joined_cases_merged_as_recorded AFTER INSERT OR UPDATE ON joined_cases
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
        WHEN (NEW.is_merged) EXECUTE FUNCTION check_merge_as_recorded()
    """,
)

ABOUT_BEFORE = (
    "'routing', 'whereabouts', 'suspended', 'resumed', 'withdrawal', 'withdrawal_not_taken', 'delay_asked',"
    " 'delay_answered', 'delay_ended', 'consent_at_18', 'received_date', 'closing', 'acknowledgement',"
    " 'progress', 'reconsideration_asked', 'reconsideration_answered', 'reconsideration_decided',"
    " 'reconsideration_extended', 'disqualification_notified', 'disqualification_extended',"
    " 'disqualification_represented', 'disqualification_threat', 'disqualification_recovery_need',"
    " 'disqualification_retrafficking_risk', 'disqualification_weighing', 'disqualification_reviewed',"
    " 'disqualification_quashed', 'revocation_considered', 'revocation_represented', 'revocation_proposed',"
    " 'revocation_reviewed'"
)
ABOUT = f"{ABOUT_BEFORE}, 'cases_linked', 'cases_merged', 'joining_undone'"

BACK = """
DROP TRIGGER case_file_merged_as_recorded ON case_file;
DROP TRIGGER case_file_merged_in_one_step ON case_file;
DROP TABLE joined_cases;
DROP FUNCTION check_merge_as_recorded();
DROP FUNCTION check_merge_of_case();
DROP FUNCTION check_merge_of(UUID);
DROP FUNCTION refuse_merging_in_a_row();
ALTER TABLE case_file DROP COLUMN merged_into;
DELETE FROM case_note WHERE about IN ('cases_linked', 'cases_merged', 'joining_undone');
"""


def upgrade() -> None:
    execute_each(op, TABLE)
    for statement in TRIGGERS:
        op.execute(statement)
    allow_notes_about(op, ABOUT)
    grant(op, "decision", "joined_cases", staff="SELECT, INSERT, UPDATE (undone_by, undone_at)")


def downgrade() -> None:
    execute_each(op, BACK)
    allow_notes_about(op, ABOUT_BEFORE)
