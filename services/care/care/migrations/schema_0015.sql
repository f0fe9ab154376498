ALTER TABLE placement ADD COLUMN arrival_hour TIME WITHOUT TIME ZONE;

CREATE TABLE known_house (
  premises_id UUID NOT NULL,
  person_id UUID NOT NULL,
  provider_id TEXT NOT NULL,
  incident_id UUID NOT NULL,
  noted_at TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (premises_id, person_id),
  FOREIGN KEY(premises_id) REFERENCES premises (id),
  FOREIGN KEY(provider_id) REFERENCES provider (id),
  FOREIGN KEY(incident_id) REFERENCES incident (id)
);

INSERT INTO known_house (premises_id, person_id, provider_id, incident_id, noted_at)
SELECT flag.premises_id, c.person_id, flag.provider_id, flag.incident_id, flag.raised_at
FROM house_flag flag JOIN incident i ON i.id = flag.incident_id JOIN support_case c ON c.id = i.support_case_id
ON CONFLICT DO NOTHING;

CREATE TABLE inspection (
  id UUID NOT NULL,
  provider_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  held_on DATE NOT NULL,
  next_due_on DATE NOT NULL,
  rule TEXT NOT NULL,
  policy_version TEXT NOT NULL,
  noted_at TIMESTAMP WITH TIME ZONE NOT NULL,
  noted_by TEXT NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT inspection_next CHECK (next_due_on > held_on),
  CONSTRAINT inspection_once UNIQUE (provider_id, kind, held_on),
  FOREIGN KEY(provider_id) REFERENCES provider (id)
);

CREATE TABLE inspection_recommendation (
  id UUID NOT NULL,
  inspection_id UUID NOT NULL,
  provider_id TEXT NOT NULL,
  words TEXT NOT NULL,
  owner TEXT NOT NULL,
  due_on DATE NOT NULL,
  answer TEXT,
  answered_at TIMESTAMP WITH TIME ZONE,
  answered_by TEXT,
  PRIMARY KEY (id),
  CONSTRAINT inspection_recommendation_answered CHECK ((answer IS NULL) = (answered_at IS NULL) AND (answered_at IS NULL) = (answered_by IS NULL)),
  FOREIGN KEY(inspection_id) REFERENCES inspection (id),
  FOREIGN KEY(provider_id) REFERENCES provider (id)
);

CREATE INDEX inspection_recommendation_inspection_id ON inspection_recommendation (inspection_id);

CREATE TABLE outside_told (
  referral_id UUID NOT NULL,
  code TEXT NOT NULL,
  told_on DATE NOT NULL,
  noted_at TIMESTAMP WITH TIME ZONE NOT NULL,
  noted_by TEXT NOT NULL,
  PRIMARY KEY (referral_id, code),
  FOREIGN KEY(referral_id) REFERENCES intake (referral_id)
);
