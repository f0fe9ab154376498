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
