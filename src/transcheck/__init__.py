"""transcheck: aligns, checks and scores Chinese-to-English translation."""

from __future__ import annotations

__version__ = "0.1.0"
