SELECT provider_id, is_met AS value FROM due_clock WHERE rule IN ('CARE-CONTACT-HOUSE', 'CARE-CONTACT-OUTREACH')
