"""What the notes on a case may be about: each migration says the whole list."""

from plumbing.migrations import Operations


def allow_notes_about(op: Operations, about: str) -> None:
    op.execute(
        "ALTER TABLE case_note DROP CONSTRAINT case_note_about,"
        f" ADD CONSTRAINT case_note_about CHECK (about IN ({about}))"
    )
