-- Never edited once released: a change is a new migration.
CREATE TABLE incident (
  id UUID NOT NULL,
  support_case_id UUID NOT NULL,
  referral_id UUID NOT NULL,
  provider_id TEXT NOT NULL,
  category TEXT NOT NULL,
  severity TEXT NOT NULL,
  occurred_at TIMESTAMPTZ,
  known_at TIMESTAMPTZ NOT NULL,
  recorded_at TIMESTAMPTZ NOT NULL,
  recorded_by TEXT NOT NULL,
  due_at TIMESTAMPTZ NOT NULL,
  rule TEXT NOT NULL,
  policy_version TEXT NOT NULL,
  reported_at TIMESTAMPTZ,
  reported_by TEXT,
  safeguarding_told_at TIMESTAMPTZ,
  closed_at TIMESTAMPTZ,
  closed_by TEXT,
  PRIMARY KEY (id),
  CONSTRAINT incident_known CHECK (known_at <= recorded_at),
  CONSTRAINT incident_always_critical CHECK (severity = 'critical' OR category NOT IN ('death', 'address_compromised', 'exploiter_contact', 'missing')),
  CONSTRAINT incident_reported_first CHECK (closed_at IS NULL OR reported_at IS NOT NULL),
  CONSTRAINT incident_reported CHECK ((reported_at IS NULL) = (reported_by IS NULL)),
  CONSTRAINT incident_closed CHECK ((closed_at IS NULL) = (closed_by IS NULL)),
  FOREIGN KEY(support_case_id) REFERENCES support_case (id),
  FOREIGN KEY(provider_id) REFERENCES provider (id)
);

CREATE INDEX incident_open ON incident (due_at) WHERE closed_at IS NULL;

CREATE INDEX incident_support_case_id ON incident (support_case_id);

CREATE TABLE missing_episode (
  id UUID NOT NULL,
  support_case_id UUID NOT NULL,
  referral_id UUID NOT NULL,
  provider_id TEXT NOT NULL,
  placement_id UUID,
  last_seen_at TIMESTAMPTZ NOT NULL,
  noticed_at TIMESTAMPTZ NOT NULL,
  noticed_by TEXT NOT NULL,
  bed_kept_until TIMESTAMPTZ NOT NULL,
  rule TEXT NOT NULL,
  policy_version TEXT NOT NULL,
  told JSONB NOT NULL,
  bed_released_at TIMESTAMPTZ,
  ended_at TIMESTAMPTZ,
  ending TEXT,
  PRIMARY KEY (id),
  CONSTRAINT missing_episode_seen CHECK (last_seen_at <= noticed_at),
  CONSTRAINT missing_episode_bed_kept CHECK (bed_released_at IS NULL OR bed_released_at >= bed_kept_until),
  CONSTRAINT missing_episode_ended CHECK ((ended_at IS NULL) = (ending IS NULL)),
  FOREIGN KEY(support_case_id) REFERENCES support_case (id),
  FOREIGN KEY(provider_id) REFERENCES provider (id),
  FOREIGN KEY(placement_id) REFERENCES placement (id)
);

CREATE UNIQUE INDEX missing_episode_one_open ON missing_episode (support_case_id) WHERE ended_at IS NULL;

CREATE INDEX missing_episode_support_case_id ON missing_episode (support_case_id);

CREATE TABLE house_flag (
  id UUID NOT NULL,
  premises_id UUID NOT NULL,
  provider_id TEXT NOT NULL,
  incident_id UUID NOT NULL,
  raised_at TIMESTAMPTZ NOT NULL,
  lifted_at TIMESTAMPTZ,
  lifted_by TEXT,
  PRIMARY KEY (id),
  CONSTRAINT house_flag_lifted CHECK ((lifted_at IS NULL) = (lifted_by IS NULL)),
  FOREIGN KEY(premises_id) REFERENCES premises (id),
  FOREIGN KEY(provider_id) REFERENCES provider (id),
  FOREIGN KEY(incident_id) REFERENCES incident (id)
);

CREATE UNIQUE INDEX house_flag_one_open ON house_flag (premises_id) WHERE lifted_at IS NULL;

CREATE TABLE complaint (
  id UUID NOT NULL,
  support_case_id UUID NOT NULL,
  provider_id TEXT NOT NULL,
  about TEXT NOT NULL,
  received_on DATE NOT NULL,
  recorded_at TIMESTAMPTZ NOT NULL,
  recorded_by TEXT NOT NULL,
  answered_at TIMESTAMPTZ,
  answered_by TEXT,
  outcome TEXT,
  PRIMARY KEY (id),
  CONSTRAINT complaint_second_person CHECK (answered_by IS NULL OR answered_by <> recorded_by),
  CONSTRAINT complaint_answered CHECK ((answered_at IS NULL) = (answered_by IS NULL) AND (answered_at IS NULL) = (outcome IS NULL)),
  FOREIGN KEY(support_case_id) REFERENCES support_case (id),
  FOREIGN KEY(provider_id) REFERENCES provider (id)
);

CREATE INDEX complaint_support_case_id ON complaint (support_case_id);

CREATE TABLE asked_to_leave (
  placement_id UUID NOT NULL,
  support_case_id UUID NOT NULL,
  provider_id TEXT NOT NULL,
  warned_on DATE,
  alternative TEXT NOT NULL,
  is_prime_told BOOLEAN NOT NULL,
  decided_at TIMESTAMPTZ NOT NULL,
  decided_by TEXT NOT NULL,
  PRIMARY KEY (placement_id),
  CONSTRAINT asked_to_leave_prime_told CHECK (is_prime_told),
  FOREIGN KEY(placement_id) REFERENCES placement (id),
  FOREIGN KEY(support_case_id) REFERENCES support_case (id),
  FOREIGN KEY(provider_id) REFERENCES provider (id)
);

CREATE TABLE disclosure_request (
  id UUID NOT NULL,
  support_case_id UUID NOT NULL,
  provider_id TEXT NOT NULL,
  asker TEXT NOT NULL,
  asked_on DATE NOT NULL,
  recorded_at TIMESTAMPTZ NOT NULL,
  recorded_by TEXT NOT NULL,
  state TEXT NOT NULL,
  refused_for TEXT,
  decided_at TIMESTAMPTZ,
  decided_by TEXT,
  expires_at TIMESTAMPTZ,
  PRIMARY KEY (id),
  CONSTRAINT disclosure_request_decided CHECK ((state = 'asked') = (decided_at IS NULL)),
  CONSTRAINT disclosure_request_approver CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
  CONSTRAINT disclosure_request_expires CHECK ((state = 'released') = (expires_at IS NOT NULL)),
  CONSTRAINT disclosure_request_second_person CHECK (state <> 'released' OR decided_by <> recorded_by),
  FOREIGN KEY(support_case_id) REFERENCES support_case (id),
  FOREIGN KEY(provider_id) REFERENCES provider (id)
);

CREATE INDEX disclosure_request_support_case_id ON disclosure_request (support_case_id);

CREATE TABLE address_reveal (
  id UUID NOT NULL,
  premises_id UUID NOT NULL,
  provider_id TEXT NOT NULL,
  revealed_at TIMESTAMPTZ NOT NULL,
  revealed_by TEXT NOT NULL,
  of_organisation TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT address_reveal_reason CHECK (length(btrim(reason)) > 0),
  FOREIGN KEY(premises_id) REFERENCES premises (id),
  FOREIGN KEY(provider_id) REFERENCES provider (id)
);

CREATE INDEX address_reveal_provider_id ON address_reveal (provider_id, revealed_at);

