"""One tree of errors; each knows its exit code and says the way out.

Library code raises these and never exits; the command line turns them into a message and an exit code.
"""

from __future__ import annotations


class VaxtanalysError(Exception):
    """The root. ``exit_code`` is what the command line ends with: 2 for wrong use, 1 where a document failed."""

    exit_code = 2


class SettingsError(VaxtanalysError):
    """A pipeline, corpus or codebook is faulty. ``faults`` holds every fault, each with its place and the way out."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


class UsageError(VaxtanalysError):
    """A command or function was called with something it can not use (a missing file, an unknown page)."""


class DocumentError(VaxtanalysError):
    """A document could not be read. ``outcome`` is the code for the documents table; the message says what to do."""

    exit_code = 1
    outcome = "failed"


class PasswordError(DocumentError):
    """The file needs a password."""

    outcome = "password"


class UnreadableError(DocumentError):
    """The file opens, but holds no text that can be read."""

    outcome = "unreadable"


class TooLargeError(DocumentError):
    """The file is over the limits for size, pages or memory."""

    outcome = "too_large"


class ReadTimeoutError(DocumentError):
    """Reading took longer than allowed."""

    outcome = "timeout"


class PageTimeoutError(ReadTimeoutError):
    """One page took longer than a page may; the others may well be readable."""


class CrashError(DocumentError):
    """The process that read the file died."""
