-- Never edited once released: a change is a new migration.
CREATE TABLE dependant (
    id UUID NOT NULL PRIMARY KEY,
    support_case_id UUID NOT NULL REFERENCES support_case (id),
    known_as TEXT NOT NULL,
    born_on DATE NOT NULL,
    relation TEXT NOT NULL,
    gender TEXT,
    own_reference TEXT,
    school TEXT,
    lives_with_person BOOLEAN NOT NULL,
    needs TEXT NOT NULL DEFAULT '',
    risks TEXT NOT NULL DEFAULT '',
    risks_assessed_at TIMESTAMPTZ,
    risks_assessed_by TEXT,
    added_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT dependant_assessed CHECK ((risks_assessed_at IS NULL) = (risks_assessed_by IS NULL))
);
CREATE INDEX dependant_support_case_id ON dependant (support_case_id);

CREATE TABLE kept_apart (
    id UUID NOT NULL PRIMARY KEY,
    one_id UUID NOT NULL,
    other_id UUID NOT NULL,
    danger TEXT NOT NULL,
    noted_at TIMESTAMPTZ NOT NULL,
    noted_by TEXT NOT NULL,
    ended_at TIMESTAMPTZ,
    ended_by TEXT,
    CONSTRAINT kept_apart_in_order CHECK (one_id < other_id),
    CONSTRAINT kept_apart_ended CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE UNIQUE INDEX kept_apart_once ON kept_apart (one_id, other_id) WHERE ended_at IS NULL;
CREATE INDEX kept_apart_other_id ON kept_apart (other_id);

ALTER TABLE support_case ADD COLUMN house_declines INTEGER NOT NULL DEFAULT 0;
ALTER TABLE premises ADD COLUMN closed_on DATE;
ALTER TABLE bedspace
    ADD COLUMN unit TEXT,
    ADD COLUMN admits_from TIME,
    ADD COLUMN admits_until TIME,
    ADD CONSTRAINT bedspace_admission_hours CHECK ((admits_from IS NULL) = (admits_until IS NULL));
ALTER TABLE bed_void
    ADD COLUMN is_emergency BOOLEAN NOT NULL DEFAULT FALSE,
    ADD COLUMN cancelled_at TIMESTAMPTZ;
ALTER TABLE offer ADD COLUMN is_local_connection_explained BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE placement
    ADD COLUMN household_id UUID,
    ADD COLUMN dependant_id UUID REFERENCES dependant (id),
    ADD COLUMN required_features TEXT[] NOT NULL DEFAULT '{}',
    ADD COLUMN displaced_by UUID REFERENCES bed_void (id),
    ADD COLUMN absence TEXT,
    ADD COLUMN absent_since TIMESTAMPTZ,
    ADD CONSTRAINT placement_absence CHECK ((state = 'absent') = (absence IS NOT NULL));
CREATE INDEX placement_person_id ON placement (person_id);

CREATE TABLE placement_change (
    id UUID NOT NULL PRIMARY KEY,
    placement_id UUID NOT NULL REFERENCES placement (id),
    provider_id TEXT NOT NULL REFERENCES provider (id),
    kind TEXT NOT NULL,
    arrival_before DATE NOT NULL,
    arrival_after DATE NOT NULL,
    departure_before DATE NOT NULL,
    departure_after DATE NOT NULL,
    turnaround_before INTEGER NOT NULL,
    turnaround_after INTEGER NOT NULL,
    is_authorised BOOLEAN,
    reason TEXT,
    made_by TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX placement_change_placement_id ON placement_change (placement_id, made_at);

CREATE TABLE placement_task (
    id UUID NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    placement_id UUID NOT NULL REFERENCES placement (id),
    support_case_id UUID NOT NULL REFERENCES support_case (id),
    provider_id TEXT NOT NULL REFERENCES provider (id),
    raised_at TIMESTAMPTZ NOT NULL,
    started_at TIMESTAMPTZ,
    due_at TIMESTAMPTZ,
    policy_version TEXT,
    done_at TIMESTAMPTZ,
    done_by TEXT,
    CONSTRAINT placement_task_clock
        CHECK ((started_at IS NULL) = (due_at IS NULL) AND (due_at IS NULL) = (policy_version IS NULL)),
    CONSTRAINT placement_task_done CHECK ((done_at IS NULL) = (done_by IS NULL))
);
CREATE UNIQUE INDEX placement_task_open ON placement_task (placement_id, kind) WHERE done_at IS NULL;
CREATE INDEX placement_task_provider_id ON placement_task (provider_id, raised_at);

CREATE TABLE bed_earlier_service (
    bedspace_id UUID NOT NULL REFERENCES bedspace (id),
    first_on DATE NOT NULL,
    last_on DATE NOT NULL,
    provider_id TEXT NOT NULL REFERENCES provider (id),
    PRIMARY KEY (bedspace_id, first_on),
    CONSTRAINT bed_earlier_service_days CHECK (first_on <= last_on)
);
