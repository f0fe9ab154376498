"""Publishing calendars and policies: what would move, and then moving it, a batch of cases at a time."""
