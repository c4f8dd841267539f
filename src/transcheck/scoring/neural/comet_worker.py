"""Runs inside the interpreter that has unbabel-comet; nothing of transcheck is imported here.

Started as a script by `comet_metric`. Reads requests from standard input and answers each on standard output, one
JSON object a line: `load` a model, tell the `lengths` of texts in tokens, `score` samples. Ends with its input.
Python 3.8 is enough for it, the oldest that unbabel-comet 2.2 runs on.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from pathlib import Path
from typing import Any, Callable, Dict  # noqa: UP035  # Python 3.8

Answer = Dict[str, Any]  # noqa: UP006  # Python 3.8


class Refusal(Exception):
    """What the user can mend; told in one line, without a traceback."""


class Worker:
    """The model, once it is loaded, and what it is asked."""

    def __init__(self) -> None:
        self.model: Any = None
        self.gpus = 0

    def load(self, request: Answer) -> Answer:
        """Load a model by path or name, and tell what it needs."""
        try:
            comet = importlib.import_module("comet")
        except ImportError as error:
            raise Refusal(f"it has no package unbabel-comet ({error})") from error
        path = _checkpoint(comet, request["model"])
        self.model = comet.load_from_checkpoint(path)
        self.model.eval()
        self.gpus = _gpus(request["device"])
        segments = getattr(self.model.hparams, "input_segments", None)
        return {
            "checkpoint": path,
            "version": _version(),
            "device": "cuda" if self.gpus else "cpu",
            "needs_reference": bool(self.model.requires_references()),
            "takes_reference": "ref" in segments if segments else bool(self.model.requires_references()),
            "needs_source": "src" in segments if segments else True,
            # Such models read all sides in one sequence; the others each for itself.
            "joint": bool(segments),
            # comet itself cuts two below the number of positions
            "limit": int(self.model.encoder.max_positions) - 2,
        }

    def lengths(self, request: Answer) -> Answer:
        """How many tokens each text has, those around it included."""
        texts = request["texts"]
        ids = self.model.encoder.tokenizer(texts, truncation=False)["input_ids"] if texts else []
        return {"lengths": [len(row) for row in ids]}

    def score(self, request: Answer) -> Answer:
        """The score of each sample."""
        # Some models normalise over a whole batch: with more than one sample in it, a score would depend on others.
        alone = bool(getattr(self.model.hparams, "layer_norm", False))
        output = self.model.predict(
            request["samples"], batch_size=1 if alone else 8, gpus=self.gpus, progress_bar=False
        )
        scores = output["scores"] if hasattr(output, "keys") else output[0]
        return {"scores": [float(score) for score in scores]}


def _checkpoint(comet: Any, model: str) -> str:  # noqa: ANN401  # untyped package
    path = Path(model)
    if path.exists():
        return str(path / "checkpoints" / "model.ckpt" if path.is_dir() else path)
    try:
        return str(comet.download_model(model))
    except Exception as error:  # whatever the hub's client and comet make of it
        raise Refusal(f"there is no model {model}: {error}") from error


def _gpus(device: str) -> int:
    torch = sys.modules.get("torch")  # comet brings it
    there = bool(torch is not None and torch.cuda.is_available())
    if device == "cuda" and not there:
        raise Refusal("there is no CUDA device for --device cuda")
    return int(there and device != "cpu")


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("unbabel-comet")
    except PackageNotFoundError:
        return "unknown"


def answers(worker: Worker, lines: Any, write: Callable[[str], object]) -> None:  # noqa: ANN401  # a stream
    """Answer request after request; a failure is an answer too, and the next request can follow."""
    for line in lines:
        try:
            request = json.loads(line)
            answer = getattr(worker, {"load": "load", "lengths": "lengths", "score": "score"}[request["do"]])(
                request
            )
        except Refusal as error:
            answer = {"refused": str(error)}
        except Exception as error:
            answer = {"failed": f"{type(error).__name__}: {error}"}
        write(json.dumps(answer) + "\n")


def main() -> None:
    """Answer on what was standard output, and send what libraries print to standard error."""
    del sys.path[0]  # the folder of this script: its modules are not meant to be found
    # Only answers may go down the pipe, and libraries print, some of them below Python's own streams.
    pipe = os.fdopen(os.dup(1), "w", encoding="ascii", buffering=1)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    answers(Worker(), sys.stdin.buffer, pipe.write)


if __name__ == "__main__":
    main()
