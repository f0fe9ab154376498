"""Care's migrations."""
