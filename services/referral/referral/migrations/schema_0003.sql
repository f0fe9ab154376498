CREATE TABLE evidence_file (
    id UUID PRIMARY KEY,
    draft_id UUID,
    referral_id UUID,
    author UUID NOT NULL,
    organisation TEXT NOT NULL,
    sealed_words BYTEA NOT NULL, -- its name and description: they can name people too
    kind TEXT NOT NULL,
    size INTEGER NOT NULL,
    state TEXT NOT NULL CONSTRAINT evidence_state CHECK (state IN ('waiting', 'clean', 'refused')),
    added_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT evidence_has_one_owner CHECK ((draft_id IS NULL) <> (referral_id IS NULL))
);
CREATE INDEX evidence_of_draft ON evidence_file (draft_id, added_at);
CREATE INDEX evidence_of_referral ON evidence_file (referral_id, added_at);
CREATE INDEX evidence_waiting ON evidence_file (added_at) WHERE state = 'waiting';

CREATE TABLE evidence_chunk (
    evidence_id UUID NOT NULL REFERENCES evidence_file (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (evidence_id, number)
)
