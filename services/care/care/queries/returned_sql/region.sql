SELECT whose, coalesce(region, 'not_known') AS category FROM supported
