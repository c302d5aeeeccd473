"""Gör exempelsamlingens och utseendenas sättare möjliga att hämta: deras mappar läggs sist på sökvägen."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
for folder in (ROOT / "corpora" / "exempel" / "bygg", ROOT / "tests" / "layouts"):
    if str(folder) not in sys.path:
        sys.path.append(str(folder))
