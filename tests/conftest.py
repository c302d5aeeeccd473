"""What the tests share: where the real plans and the broken files lie, and one run of each corpus."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def _shared(part: str = "") -> Path:
    """The folder beside the project that holds real plans; without it a test is skipped, on CI it fails."""
    folder = ROOT.parent / "shared" / part
    if not folder.is_dir():
        reason = f"../shared/{part} saknas: de verkliga planerna följer inte med projektet"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of real plans, their coding and the broken files."""
    return _shared()


@pytest.fixture(scope="session")
def plans_dir() -> Path:
    """The real plans: ``pdf/``, ``text/`` and ``gold/gold.json``."""
    return _shared("plans")


@pytest.fixture(scope="session")
def hostile_dir() -> Path:
    """Broken and odd PDFs from other projects' test suites."""
    return _shared("hostile")
