"""What stops a command, said so that whoever runs it can do something about it."""


class CannotGoOn(Exception):
    """The message is for a person; no stack trace is shown."""
