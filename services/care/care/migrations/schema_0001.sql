-- The tables as they were first created. Never edited: a change is a new migration.
CREATE TABLE provider (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    regions_seen TEXT NOT NULL,
    valid_from DATE,
    valid_to DATE,
    source TEXT NOT NULL,
    confidence TEXT NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE intake (
    referral_id UUID NOT NULL,
    reference TEXT,
    submitted_at TIMESTAMP WITH TIME ZONE,
    nation TEXT,
    region TEXT,
    age_band TEXT,
    is_support_wanted BOOLEAN,
    pathway TEXT,
    grounds TEXT,
    grounds_decided_at TIMESTAMP WITH TIME ZONE,
    grounds_decided_on DATE,
    PRIMARY KEY (referral_id)
);
CREATE INDEX intake_pathway ON intake (pathway, submitted_at);

CREATE TABLE support_case (
    id UUID NOT NULL,
    referral_id UUID NOT NULL,
    person_id UUID NOT NULL,
    reference TEXT NOT NULL,
    nation TEXT NOT NULL,
    region TEXT,
    is_adult BOOLEAN NOT NULL,
    has_consented BOOLEAN NOT NULL,
    has_safe_contact BOOLEAN NOT NULL,
    is_interpreter_needed BOOLEAN NOT NULL,
    is_still_exploited BOOLEAN NOT NULL,
    state TEXT NOT NULL,
    consent_at TIMESTAMP WITH TIME ZONE NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
    contact_due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    contact_made_at TIMESTAMP WITH TIME ZONE,
    contact_failed_at TIMESTAMP WITH TIME ZONE,
    assessed_at TIMESTAMP WITH TIME ZONE,
    started_on DATE,
    support_end_on DATE,
    provider_id TEXT,
    offered_to TEXT,
    preference TEXT NOT NULL,
    gender TEXT,
    required_features TEXT[] DEFAULT '{}' NOT NULL,
    avoid_areas TEXT[] DEFAULT '{}' NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT support_case_one_for_a_referral UNIQUE (referral_id),
    FOREIGN KEY(referral_id) REFERENCES intake (referral_id),
    FOREIGN KEY(provider_id) REFERENCES provider (id),
    FOREIGN KEY(offered_to) REFERENCES provider (id)
);
CREATE INDEX support_case_awaiting_contact ON support_case (contact_due_at) WHERE contact_made_at IS NULL AND contact_failed_at IS NULL;
CREATE INDEX support_case_provider_id ON support_case (provider_id);
CREATE INDEX support_case_state ON support_case (state, contact_due_at);

CREATE TABLE premises (
    id UUID NOT NULL,
    provider_id TEXT NOT NULL,
    code TEXT NOT NULL,
    region TEXT NOT NULL,
    area TEXT NOT NULL,
    gender_policy TEXT NOT NULL,
    turnaround_days INTEGER NOT NULL,
    features TEXT[] DEFAULT '{}' NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT premises_turnaround_days CHECK (turnaround_days >= 0),
    CONSTRAINT premises_code UNIQUE (code),
    FOREIGN KEY(provider_id) REFERENCES provider (id)
);
CREATE INDEX premises_provider_id ON premises (provider_id);
CREATE INDEX premises_region ON premises (region);

CREATE TABLE premises_address (
    premises_id UUID NOT NULL,
    sealed BYTEA NOT NULL,
    wrapped_key BYTEA NOT NULL,
    key_version INTEGER NOT NULL,
    PRIMARY KEY (premises_id),
    FOREIGN KEY(premises_id) REFERENCES premises (id)
);

CREATE TABLE bedspace (
    id UUID NOT NULL,
    premises_id UUID NOT NULL,
    provider_id TEXT NOT NULL,
    code TEXT NOT NULL,
    in_service_from DATE NOT NULL,
    in_service_to DATE,
    features TEXT[] DEFAULT '{}' NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT bedspace_code UNIQUE (code),
    FOREIGN KEY(premises_id) REFERENCES premises (id),
    FOREIGN KEY(provider_id) REFERENCES provider (id)
);
CREATE INDEX bedspace_premises_id ON bedspace (premises_id);

CREATE TABLE bed_void (
    id UUID NOT NULL,
    bedspace_id UUID NOT NULL,
    provider_id TEXT NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    reason TEXT NOT NULL,
    is_cancelled BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT bed_void_days CHECK (ends_on >= starts_on),
    CONSTRAINT bed_void_once EXCLUDE USING gist (bedspace_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&) WHERE (NOT is_cancelled),
    FOREIGN KEY(bedspace_id) REFERENCES bedspace (id),
    FOREIGN KEY(provider_id) REFERENCES provider (id)
);

CREATE TABLE offer (
    id UUID NOT NULL,
    support_case_id UUID NOT NULL,
    provider_id TEXT NOT NULL,
    is_emergency BOOLEAN NOT NULL,
    needs TEXT[] DEFAULT '{}' NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    state TEXT NOT NULL,
    person_answer TEXT,
    provider_answer TEXT,
    decline_reason TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(support_case_id) REFERENCES support_case (id),
    FOREIGN KEY(provider_id) REFERENCES provider (id)
);
CREATE INDEX offer_open ON offer (expires_at) WHERE state = 'open';
CREATE INDEX offer_provider_id ON offer (provider_id, state);
CREATE INDEX offer_support_case_id ON offer (support_case_id);

CREATE TABLE placement (
    id UUID NOT NULL,
    offer_id UUID,
    referral_id UUID NOT NULL,
    support_case_id UUID NOT NULL,
    person_id UUID NOT NULL,
    bedspace_id UUID NOT NULL,
    premises_id UUID NOT NULL,
    provider_id TEXT NOT NULL,
    region TEXT NOT NULL,
    arrival_on DATE NOT NULL,
    departure_on DATE NOT NULL,
    turnaround_days INTEGER NOT NULL,
    occupied_until DATE NOT NULL,
    state TEXT NOT NULL,
    gender TEXT,
    reason TEXT,
    destination TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT placement_days CHECK (arrival_on <= departure_on),
    CONSTRAINT placement_turnaround_after_departure CHECK (departure_on <= occupied_until),
    CONSTRAINT placement_one_on_a_bed EXCLUDE USING gist (bedspace_id WITH =, daterange(arrival_on, occupied_until, '[]') WITH &&) WHERE (state NOT IN ('declined', 'expired', 'cancelled', 'no_show')),
    CONSTRAINT placement_one_for_a_person EXCLUDE USING gist (person_id WITH =, tsrange(arrival_on::timestamp, departure_on::timestamp, CASE WHEN arrival_on = departure_on THEN '[]' ELSE '()' END) WITH &&) WHERE (state NOT IN ('declined', 'expired', 'cancelled', 'no_show')),
    FOREIGN KEY(offer_id) REFERENCES offer (id),
    FOREIGN KEY(support_case_id) REFERENCES support_case (id),
    FOREIGN KEY(bedspace_id) REFERENCES bedspace (id),
    FOREIGN KEY(premises_id) REFERENCES premises (id),
    FOREIGN KEY(provider_id) REFERENCES provider (id)
);
CREATE INDEX placement_offer_id ON placement (offer_id);
CREATE INDEX placement_premises_id ON placement (premises_id, occupied_until);
CREATE INDEX placement_provider_id ON placement (provider_id, state);
CREATE INDEX placement_support_case_id ON placement (support_case_id);

