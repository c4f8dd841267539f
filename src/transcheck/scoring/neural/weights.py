"""Models of Hugging Face's kind: found, loaded, named. The only place that knows what may be missing, and how to say it."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from transcheck.errors import MissingModelError, UsageError
from transcheck.scoring.neural.specs import Runtime, Spec

_KEPT = frozenset((".json", ".txt", ".yaml", ".model", ".safetensors", ".bin", ".ckpt"))
_WHOLE = 1 << 20  # Files up to this size are hashed whole, of larger ones samples.
_SAMPLES, _SAMPLE = 64, 4096


def require_torch(spec: Spec) -> None:
    """Raises `MissingModelError` where torch or transformers is not installed."""
    for package in ("torch", "transformers"):
        if importlib.util.find_spec(package) is None:
            raise MissingModelError(
                f"the metric {spec.kind} needs the package {package}: pip install 'transcheck[neural]'"
            )


def pick_device(runtime: Runtime) -> str:
    """`cpu` or `cuda`: what was asked for, else cuda where there is one."""
    import torch

    there = bool(torch.cuda.is_available())
    if runtime.device == "cuda" and not there:
        raise UsageError("there is no CUDA device for --device cuda")
    return "cuda" if there and runtime.device != "cpu" else "cpu"


def pretrained(kind: str, spec: Spec, name: str | None = None) -> Any:  # noqa: ANN401  # untyped package
    """A model, configuration or tokenizer by its class in transformers, quietly.

    `name` is another model than that of the metric. Raises `MissingModelError` where it cannot be had whole: weights
    that lack a layer would be filled with chance.
    """
    import transformers

    model = name or spec.model
    revision = spec.option("revision") if name is None else None
    more: dict[str, Any] = {"revision": revision} if revision else {}
    is_model = "Model" in kind or "Conditional" in kind
    if is_model:
        more["output_loading_info"] = True
    try:
        with _quiet():
            found = getattr(transformers, kind).from_pretrained(model, **more)
    except Exception as error:  # whatever a broken or missing folder leads to
        raise MissingModelError(_missing(spec, model, error)) from error
    return _whole(spec, *found) if is_model else found


def _missing(spec: Spec, model: str, error: Exception) -> str:
    lines = str(error).strip().splitlines() or [type(error).__name__]
    offline = " (HF_HUB_OFFLINE is set: nothing is fetched)" if os.environ.get("HF_HUB_OFFLINE") else ""
    return f"the metric {spec.kind} cannot load {model}{offline}: {lines[0]}"


def _whole(spec: Spec, model: Any, info: dict[str, Any]) -> Any:  # noqa: ANN401  # untyped package
    # A pooler is no part of what is used here, and many checkpoints come without one.
    lacking = sorted(key for key in info["missing_keys"] if "pooler" not in key)
    if lacking:
        raise MissingModelError(
            f"the metric {spec.kind} cannot use {spec.model}: its weights lack {lacking[0]} and {len(lacking) - 1} more"
        )
    return model


@contextmanager
def _quiet() -> Iterator[None]:
    """No progress bars and no advice on standard error while a model loads."""
    from transformers.utils import logging

    told: Any = logging
    level, bars = told.get_verbosity(), told.is_progress_bar_enabled()
    told.set_verbosity_error()
    told.disable_progress_bar()
    try:
        yield
    finally:
        told.set_verbosity(level)
        if bars:
            told.enable_progress_bar()


def origin(spec: Spec) -> Iterator[tuple[str, str]]:
    """Model and what tells its version: the digest of a folder here, the commit of a model of the hub."""
    yield "model", spec.model
    path = Path(spec.model)
    if path.exists():
        yield "digest", digest(path)
        return
    from huggingface_hub import try_to_load_from_cache

    cached = try_to_load_from_cache(spec.model, "config.json", revision=spec.option("revision"))
    if isinstance(cached, str):
        yield "revision", Path(cached).parent.name[:12]


def digest(path: Path) -> str:
    """Twelve hexadecimal digits of a model's file or folder.

    Of configuration, vocabulary and weights (by their suffixes) count name, size and content: whole up to 1 MiB, of
    larger files 64 pieces of 4 KiB at equal distances, since weights can take minutes to read.
    """
    paths = [path] if path.is_file() else [one for one in path.rglob("*") if one.suffix in _KEPT]
    seen = hashlib.sha256()
    for one in sorted(paths):
        size = one.stat().st_size
        seen.update(f"{one.relative_to(path).as_posix()}\0{size}\0".encode())
        seen.update(_content(one, size))
    return seen.hexdigest()[:12]


def _content(path: Path, size: int) -> bytes:
    if size <= _WHOLE:
        return path.read_bytes()
    with path.open("rb") as file:
        parts = []
        for number in range(_SAMPLES):
            file.seek((size - _SAMPLE) * number // (_SAMPLES - 1))
            parts.append(file.read(_SAMPLE))
    return b"".join(parts)


def signature_of(spec: Spec, device: str, *settings: tuple[str, object]) -> str:
    """Model, settings, device and library versions in one line."""
    versions = [(package, version(package)) for package in ("torch", "transformers")]
    pairs = [*origin(spec), *settings, ("device", device), *versions]
    return "|".join(f"{name}:{value}" for name, value in pairs)
