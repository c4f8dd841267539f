"""Shared by all tests: the exam's folder where it exists, and Hypothesis made repeatable."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import settings

settings.register_profile("fixed", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("fixed")

# A private cache keeps test runs apart from the user's own and from each other.
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ["TRANSCHECK_CACHE"] = "off"

ROOT = Path(__file__).resolve().parent.parent
