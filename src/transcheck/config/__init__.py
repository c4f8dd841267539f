"""What a user may choose: the settings that travel to every process, and the file that a project keeps them in."""

from __future__ import annotations

from transcheck.config.settings import DEFAULT_METRICS, KNOWN_METRICS, Settings, rule_names

__all__ = ["DEFAULT_METRICS", "KNOWN_METRICS", "Settings", "rule_names"]
