"""Work that makes many small records and no circles, undisturbed by the collector of circular garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Pause Python's collector of circular garbage; it is started again (if it ran) however the work ends.

    Words, boxes and lines point at nothing that points back, and are freed by their counts. Each thousand of them made
    would set off a walk through all that live: about a tenth of the time of reading and layout. The first walk
    afterwards would go through all that the work made, so what lives by then is put with the old at once.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            _count_as_old()
            gc.enable()


def _count_as_old() -> None:
    """Move all that lives to the oldest generation, which costs nothing; not where someone has frozen objects."""
    if hasattr(gc, "freeze") and not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()
