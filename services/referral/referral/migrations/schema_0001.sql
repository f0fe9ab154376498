CREATE TABLE draft (
    id UUID PRIMARY KEY,
    author UUID NOT NULL,
    organisation TEXT NOT NULL,
    sealed_answers BYTEA NOT NULL,
    form_version INTEGER NOT NULL,
    version INTEGER NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX draft_author ON draft (author, changed_at);
CREATE INDEX draft_changed_at ON draft (changed_at);

CREATE TABLE referral (
    id UUID PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    draft_id UUID NOT NULL UNIQUE, -- one draft makes one referral, however often it is sent
    author UUID NOT NULL,
    organisation TEXT NOT NULL,
    route TEXT NOT NULL CONSTRAINT referral_route CHECK (route IN ('nrm', 'dtn')),
    nation TEXT NOT NULL CONSTRAINT referral_nation
        CHECK (nation IN ('england', 'wales', 'scotland', 'northern-ireland')),
    sealed_answers BYTEA NOT NULL,
    form_version INTEGER NOT NULL,
    sent_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX referral_author ON referral (author, sent_at, id);

CREATE TABLE journey (
    referral_id UUID PRIMARY KEY, -- no foreign key: what comes next can be heard first
    case_opened_at TIMESTAMPTZ,
    reasonable_grounds_due_on DATE,
    outcome TEXT CONSTRAINT journey_outcome CHECK (outcome IN ('positive', 'negative')),
    decided_at TIMESTAMPTZ,
    support_opened_at TIMESTAMPTZ,
    contact_made_at TIMESTAMPTZ,
    support_started_on DATE,
    arrived_on DATE,
    departed_on DATE,
    CONSTRAINT journey_decision_has_a_time CHECK ((outcome IS NULL) = (decided_at IS NULL))
);
