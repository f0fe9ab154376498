SELECT provider_id, is_met AS value FROM due_clock WHERE rule = 'CARE-PLAN-FIRST'
