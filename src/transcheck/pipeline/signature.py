"""What somebody else must know to get the same findings and scores."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path

from transcheck import __version__
from transcheck.config import Settings
from transcheck.lexicons import digest as lexicon_digest
from transcheck.pipeline.judging import active
from transcheck.scoring import signature as metric_signature
from transcheck.scoring.neural import neural_signature

Signature = tuple[tuple[str, str], ...]


def signature(settings: Settings) -> Signature:
    """Version, rules, lexicons, the user's termbases, encoder and metrics, in a fixed order."""
    pairs = [("transcheck", __version__)]
    if settings.analyses:
        pairs += [("rules", rules_digest(settings)), ("lex", lexicon_digest())]
    if settings.termbases:
        pairs.append(("termbases", _files_digest(settings.termbases)))
    own = (settings.levels, settings.file_ignores, sorted(settings.dismissed), settings.prefer)
    if any(own):
        pairs.append(("configured", hashlib.sha256(repr(own).encode()).hexdigest()[:12]))
    pairs.append(("embeddings", "yes" if settings.embeddings else "no"))
    metrics = settings.metrics | ({"penalty"} if settings.judge else set())
    neural = neural_signature(settings.neural, settings.runtime)
    return (
        *pairs,
        *metric_signature(metrics, count_repeats=settings.count_repeats, consensus=settings.consensus),
        *neural,
    )


def rules_digest(settings: Settings) -> str:
    """Twelve hexadecimal digits that change when the code of the rules or the choice of rules changes."""
    seen = hashlib.sha256(" ".join(rule.code for rule in active(settings)).encode())
    modules = (path for path in files("transcheck.rules").iterdir() if path.name.endswith(".py"))
    for path in sorted(modules, key=lambda path: path.name):
        seen.update(path.name.encode() + b"\0" + path.read_bytes())
    return seen.hexdigest()[:12]


def _files_digest(paths: tuple[str, ...]) -> str:
    seen = hashlib.sha256()
    for path in paths:
        seen.update(hashlib.sha256(Path(path).read_bytes()).digest())
    return seen.hexdigest()[:12]
