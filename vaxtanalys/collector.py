"""Work that makes many small records and no circles, undisturbed by the collector of circular garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Pause Python's collector of circular garbage; it is started again (if it ran) however the work ends.

    Words, boxes and lines point at nothing that points back, and are freed by their counts. Each thousand of them made
    would set off a walk through all that live: about a tenth of the time of reading and layout.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
