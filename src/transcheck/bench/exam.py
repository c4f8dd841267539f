"""Run an exam script on marked data and compare its figures with the recorded ones.

An exam is a folder with a script `exam.py` and one folder a part. The script takes names of parts and `--bin COMMAND`,
and prints lines `figure NAME VALUE`; a figure's name begins with its part and a dot.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from transcheck import __version__
from transcheck.errors import InputError, UsageError

Figures = Mapping[str, float]
Echo = Callable[[str], None]

PARTS = ("names", "genre", "seed", "align", "score", "human")
RECORD = Path("reports/exam.json")
DEFAULT_FOLDER = Path("../shared/exam")

FALL = 0.01  # a share may fall by this much: less than one error in a hundred
RISE = 0.05  # a count of unwanted findings may rise by this share of itself
ROUNDING = 1e-9  # .85 - .84 is not .01 in floating point
_SHARE = re.compile(r"recall|f1_|[._](?:p|r|f1|precision|kendall|pairs|auc)$")
_UNWANTED = re.compile(r"false_alarms|unscored|repeats")
_SPEED = re.compile(r"per_second$")
_FIGURE = re.compile(r"^figure (\S+) (\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Run:
    """What one part of the exam gave; `error` is the end of its complaint when it broke off."""

    part: str
    figures: Figures
    error: str = ""


@dataclass(frozen=True, slots=True)
class Regression:
    """A figure that is worse than recorded; `now` is None when it was not measured at all."""

    name: str
    recorded: float
    now: float | None

    def __str__(self) -> str:
        """One line for a person.

        >>> str(Regression("names.all.f1", 0.85, 0.8))
        'names.all.f1: recorded 0.85, now 0.8'
        """
        return f"{self.name}: recorded {self.recorded:g}, now {'missing' if self.now is None else f'{self.now:g}'}"


def main(
    folder: Path | None = None,
    *,
    parts: Sequence[str] = (),
    record: bool = False,
    record_file: Path = RECORD,
    echo: Echo,
) -> int:
    """Sit the exam, print its figures and what became worse; 1 if something did or a part broke off, else 0.

    Without `parts` every part that the folder holds is run, and only figures of parts that were run are compared.
    `record` writes the new figures after the comparison; a part that broke off keeps the figures it had.
    """
    folder = exam_folder(folder)
    recorded = read_record(record_file)
    chosen = choose_parts(folder, parts)
    # Speeds are worth recording only when nothing else runs beside them.
    runs = sit_all(folder, chosen, workers=1 if record else min(2, os.cpu_count() or 1))
    worse = compare(_of_parts(recorded, chosen), {k: v for run in runs for k, v in run.figures.items()})
    for line in summary(runs, recorded, worse):
        echo(line)
    if record:
        write_record(record_file, merge(recorded, runs))
        echo(f"recorded in {record_file.as_posix()}")
    return 1 if worse or any(run.error for run in runs) else 0


def exam_folder(folder: Path | None) -> Path:
    """The folder named, or the usual place beside the project; `UsageError` where no exam is."""
    chosen = folder or DEFAULT_FOLDER
    if not (chosen / "exam.py").is_file():
        raise UsageError(f"no exam.py in {chosen.as_posix()}: name the exam's folder with --exam")
    return chosen


def choose_parts(folder: Path, parts: Sequence[str]) -> tuple[str, ...]:
    """The named parts, or all that the folder holds, in the exam's order."""
    present = tuple(part for part in PARTS if (folder / part).is_dir())
    missing = sorted(set(parts) - set(present))
    if missing or not present:
        held = ", ".join(present) or "none"
        raise UsageError(f"{folder.as_posix()} has no exam part {', '.join(missing)} (parts there: {held})")
    return tuple(part for part in present if part in parts) if parts else present


def sit_all(folder: Path, parts: Sequence[str], *, workers: int) -> list[Run]:
    """Run the parts, so many at a time; the results stand in the order of `parts`."""
    with ThreadPoolExecutor(workers) as pool:
        # The long parts stand last in the exam: begun first, they leave no core idle at the end.
        return list(pool.map(lambda part: sit(folder, part), reversed(parts)))[::-1]


def sit(folder: Path, part: str) -> Run:
    """Run one part with the transcheck of this very interpreter."""
    command = [sys.executable, str(folder / "exam.py"), part, "--bin", f"{sys.executable} -m transcheck"]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "TRANSCHECK_CACHE": "off"}
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False
    )
    figures = parse(done.stdout)
    if done.returncode:
        return Run(part, figures, error=done.stderr.strip()[-1500:] or f"ended with {done.returncode}")
    return Run(part, figures, error="" if figures else "printed no figure")


def parse(output: str) -> dict[str, float]:
    """The lines `figure NAME VALUE` of an exam's output; everything else is talk.

    >>> parse("names: 3 misses\\nfigure names.all.f1 0.850\\n")
    {'names.all.f1': 0.85}
    """
    return {name: float(value) for name, value in _FIGURE.findall(output)}


def compare(recorded: Figures, measured: Figures) -> tuple[Regression, ...]:
    """The recorded figures that became worse, in the order of their names.

    Shares (precision, recall, F1, agreement with raters) may fall by .01, counts of unwanted findings may rise by
    a twentieth, and nothing recorded may be missing. Speeds depend on the machine and are never compared.

    >>> [r.name for r in compare({"a.p": 0.9, "a.repeats": 3, "a.per_second": 9}, {"a.p": 0.88, "a.repeats": 3})]
    ['a.p', 'a.per_second']
    """
    found = (Regression(name, value, measured.get(name)) for name, value in sorted(recorded.items()))
    return tuple(regression for regression in found if _is_worse(regression))


def _is_worse(figure: Regression) -> bool:
    if figure.now is None:
        return True
    if _SPEED.search(figure.name):
        return False
    if _UNWANTED.search(figure.name):
        return figure.now > figure.recorded * (1 + RISE) + ROUNDING
    return bool(_SHARE.search(figure.name)) and figure.now < figure.recorded - FALL - ROUNDING


def merge(recorded: Figures, runs: Iterable[Run]) -> dict[str, float]:
    """The recorded figures with those of every part that ran to its end in place of its old ones."""
    whole = [run for run in runs if not run.error]
    kept = dict(recorded)
    for name in _of_parts(recorded, [run.part for run in whole]):
        del kept[name]
    return dict(sorted({**kept, **{k: v for run in whole for k, v in run.figures.items()}}.items()))


def summary(runs: Sequence[Run], recorded: Figures, worse: Sequence[Regression]) -> list[str]:
    """The report: every figure with the recorded one where it differs, broken parts, what became worse."""
    lines = [
        f"figure {name} {value:g}" + _difference(recorded.get(name), value)
        for run in runs
        for name, value in run.figures.items()
    ]
    lines += [f"BROKE OFF {run.part}: {run.error}" for run in runs if run.error]
    lines += [f"WORSE {regression}" for regression in worse]
    measured = sum(len(run.figures) for run in runs)
    return [*lines, f"{measured} figures, {len(recorded)} recorded, {len(worse)} worse"]


def read_record(path: Path) -> dict[str, float]:
    """The recorded figures; none where there is no record yet."""
    if not path.exists():
        return {}
    try:
        figures = json.loads(path.read_text(encoding="utf-8"))["figures"]
        return {str(name): float(value) for name, value in figures.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(path.as_posix(), f"not a record of exam figures: {error!r}", whole=True) from error


def write_record(path: Path, figures: Figures) -> None:
    """Write the record that later runs are compared with."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"transcheck": __version__, "figures": dict(figures)}, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def _of_parts(figures: Figures, parts: Iterable[str]) -> dict[str, float]:
    wanted = set(parts)
    return {name: value for name, value in figures.items() if name.split(".", 1)[0] in wanted}


def _difference(recorded: float | None, now: float) -> str:
    if recorded is None:
        return " (new)"
    return "" if recorded == now else f" (recorded {recorded:g})"
