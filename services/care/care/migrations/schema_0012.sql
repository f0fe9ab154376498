-- Never edited once released: a change is a new migration.
ALTER TABLE support_case ADD COLUMN allocated_to TEXT REFERENCES provider (id);

CREATE TABLE provider_profile (
  provider_id TEXT NOT NULL,
  languages TEXT[] DEFAULT '{}' NOT NULL,
  regions TEXT[] DEFAULT '{}' NOT NULL,
  list_places INTEGER,
  changed_at TIMESTAMPTZ NOT NULL,
  changed_by TEXT NOT NULL,
  PRIMARY KEY (provider_id),
  CONSTRAINT provider_profile_list_places CHECK (list_places >= 0),
  FOREIGN KEY(provider_id) REFERENCES provider (id)
);

CREATE TABLE allocation (
  id UUID NOT NULL,
  support_case_id UUID NOT NULL,
  referral_id UUID NOT NULL,
  provider_id TEXT NOT NULL,
  earlier_provider_id TEXT,
  language TEXT NOT NULL,
  home TEXT,
  place_in_order INTEGER NOT NULL,
  reasons TEXT[] DEFAULT '{}' NOT NULL,
  allocated_at TIMESTAMPTZ NOT NULL,
  allocated_by TEXT NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT allocation_place_in_order CHECK (place_in_order > 0),
  CONSTRAINT allocation_never_at_risk CHECK (NOT reasons && ARRAY['regions_at_risk', 'houses_at_risk']),
  FOREIGN KEY(support_case_id) REFERENCES support_case (id),
  FOREIGN KEY(provider_id) REFERENCES provider (id),
  FOREIGN KEY(earlier_provider_id) REFERENCES provider (id)
);

CREATE INDEX allocation_support_case_id ON allocation (support_case_id, allocated_at);

CREATE TABLE home_check (
  id UUID NOT NULL,
  support_case_id UUID NOT NULL,
  referral_id UUID NOT NULL,
  provider_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  faults TEXT[] DEFAULT '{}' NOT NULL,
  checked_at TIMESTAMPTZ NOT NULL,
  checked_by TEXT NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(support_case_id) REFERENCES support_case (id),
  FOREIGN KEY(provider_id) REFERENCES provider (id)
);

CREATE INDEX home_check_support_case_id ON home_check (support_case_id, checked_at);

CREATE TABLE move_request (
  id UUID NOT NULL,
  support_case_id UUID NOT NULL,
  referral_id UUID NOT NULL,
  provider_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  regions TEXT[] DEFAULT '{}' NOT NULL,
  required_features TEXT[] DEFAULT '{}' NOT NULL,
  avoid_areas TEXT[] DEFAULT '{}' NOT NULL,
  is_local_connection_explained BOOLEAN NOT NULL,
  asked_at TIMESTAMPTZ NOT NULL,
  asked_by TEXT NOT NULL,
  state TEXT NOT NULL,
  refusal TEXT,
  answered_at TIMESTAMPTZ,
  answered_by TEXT,
  ended_at TIMESTAMPTZ,
  version INTEGER NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT move_request_refusal CHECK ((state = 'refused') = (refusal IS NOT NULL)),
  CONSTRAINT move_request_answered CHECK ((answered_at IS NULL) = (answered_by IS NULL)),
  CONSTRAINT move_request_ended CHECK ((state IN ('withdrawn', 'done')) = (ended_at IS NOT NULL)),
  FOREIGN KEY(support_case_id) REFERENCES support_case (id),
  FOREIGN KEY(provider_id) REFERENCES provider (id)
);

CREATE UNIQUE INDEX move_request_one_under_way ON move_request (support_case_id) WHERE state IN ('asked', 'accepted');

CREATE INDEX move_request_support_case_id ON move_request (support_case_id, asked_at);

CREATE INDEX move_request_state ON move_request (state, asked_at)
