SELECT provider_id, coalesce(contact_made_at <= contact_due_at, false) AS value
FROM support_case
WHERE opened_at >= :first_at AND opened_at < :next_at
  AND (contact_made_at IS NOT NULL OR contact_due_at <= :now)
