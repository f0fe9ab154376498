"""`nrm simulate`: a made-up year of referrals and what follows, played through the public interfaces."""
