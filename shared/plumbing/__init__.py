"""How the services say what they say: databases, events, sign-in, pages. No business word in here."""
