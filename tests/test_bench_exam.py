"""The comparison of exam figures, and the exam run as a whole with a small script of our own."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcheck.bench import exam
from transcheck.bench.exam import Run, compare, merge, parse
from transcheck.errors import InputError, UsageError

SHARES = [
    "names.org.p",
    "names.all.r",
    "names.all.f1",
    "genre.full.precision",
    "genre.full.recall.kind:title",
    "genre.full.recall_serious",
    "genre.source.f1_serious",
    "align.news.f1_strict",
    "align.news.null_f1",
    "score.wmt.with_reference.chrf.kendall",
    "score.wmt.with_reference.chrf.pairs",
    "score.wmt.with_reference.chrf.auc",
    "human.name_like_major_recall",
]
UNWANTED = [
    "genre.full.false_alarms",
    "genre.full.false_alarms_on_right_names",
    "genre.full.false_alarms_per_100_sentences",
    "names.unscored_per_100",
    "seed.target.repeats",
]
SPEEDS = ["names.segments_per_second", "align.news.sentences_per_second"]
FREE = ["human.all.chance", "human.all.findings", "genre.full.p_value", "names.tip", "genre.hubbub"]


def is_worse(name: str, recorded: float, now: float) -> bool:
    return bool(compare({name: recorded}, {name: now}))


@pytest.mark.parametrize("name", SHARES)
def test_a_share_may_fall_by_a_hundredth(name: str) -> None:
    assert not is_worse(name, 0.85, 0.84)
    assert is_worse(name, 0.85, 0.839)
    assert not is_worse(name, 0.85, 1.0)


@pytest.mark.parametrize("name", UNWANTED)
def test_an_unwanted_count_may_rise_by_a_twentieth(name: str) -> None:
    assert not is_worse(name, 40, 42)
    assert is_worse(name, 40, 43)
    assert is_worse(name, 0, 1)
    assert not is_worse(name, 40, 0)


@pytest.mark.parametrize("name", [*SPEEDS, *FREE])
def test_speeds_and_other_figures_are_never_compared(name: str) -> None:
    assert not is_worse(name, 100, 1)
    assert not is_worse(name, 1, 100)


@pytest.mark.parametrize("name", [*SHARES, *UNWANTED, *SPEEDS, *FREE])
def test_nothing_recorded_may_be_missing(name: str) -> None:
    (lost,) = compare({name: 0.0}, {})
    assert lost.now is None
    assert "missing" in str(lost)


def test_a_new_figure_is_no_regression() -> None:
    assert compare({}, {"names.all.f1": 0.1}) == ()


FIGURES = st.dictionaries(st.sampled_from([*SHARES, *UNWANTED, *SPEEDS, *FREE]), st.floats(0, 100))


@given(FIGURES)
def test_the_same_figures_are_never_worse(figures: dict[str, float]) -> None:
    assert compare(figures, figures) == ()


@given(FIGURES, FIGURES)
def test_regressions_come_from_the_record_in_order(recorded: dict[str, float], now: dict[str, float]) -> None:
    names = [regression.name for regression in compare(recorded, now)]
    assert names == sorted(names)
    assert set(names) <= set(recorded)
    assert set(recorded) - set(now) <= set(names)


def test_parse_reads_only_figure_lines() -> None:
    said = "names 3 of 4\n  figure indented 1\nfigure a.b:c 0.500\nfigure count 12\nfigure odd 1 2\n"
    assert parse(said) == {"a.b:c": 0.5, "count": 12.0}


def test_merge_replaces_whole_parts_and_keeps_broken_ones() -> None:
    recorded = {"names.p": 0.5, "names.gone": 1.0, "seed.p": 0.5, "align.f1": 0.9}
    runs = [Run("names", {"names.p": 0.6}), Run("seed", {"seed.p": 0.1}, error="crashed")]
    assert merge(recorded, runs) == {"align.f1": 0.9, "names.p": 0.6, "seed.p": 0.5}


# ------------------------------------------------------------------ the whole run

SCRIPT = """
import json, pathlib, sys
part = sys.argv[1]
assert sys.argv[2] == "--bin" and sys.argv[3].endswith(" -m transcheck")
for name, value in json.loads((pathlib.Path(__file__).parent / part / "said.json").read_text()).items():
    print("figure", f"{part}.{name}", value)
if (pathlib.Path(__file__).parent / part / "crash").exists():
    sys.exit("check ended with 3")
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An exam of two parts."""
    place = tmp_path / "exam"
    for part, figures in (("names", {"all.f1": 0.8, "repeats": 2}), ("seed", {"target.precision": 0.9})):
        (place / part).mkdir(parents=True)
        (place / part / "said.json").write_text(json.dumps(figures))
    (place / "exam.py").write_text(SCRIPT)
    return place


def sit_exam(folder: Path, *parts: str, record: bool = False) -> tuple[int, list[str]]:
    said: list[str] = []
    file = folder.parent / "reports" / "exam.json"
    code = exam.main(folder, parts=parts, record=record, record_file=file, echo=said.append)
    return code, said


def recorded(folder: Path) -> dict[str, float]:
    return exam.read_record(folder.parent / "reports" / "exam.json")


def test_first_run_without_a_record_passes_and_writes_nothing(folder: Path) -> None:
    code, said = sit_exam(folder)
    assert code == 0
    assert "figure names.all.f1 0.8 (new)" in said
    assert recorded(folder) == {}


def test_recorded_then_worse(folder: Path) -> None:
    assert sit_exam(folder, record=True)[0] == 0
    assert recorded(folder) == {"names.all.f1": 0.8, "names.repeats": 2.0, "seed.target.precision": 0.9}
    assert sit_exam(folder)[0] == 0
    (folder / "names" / "said.json").write_text('{"all.f1": 0.7, "repeats": 2}')
    code, said = sit_exam(folder)
    assert code == 1
    assert "WORSE names.all.f1: recorded 0.8, now 0.7" in said
    assert sit_exam(folder, "seed")[0] == 0, "figures of parts that were not run are not compared"


def test_a_part_that_breaks_off_is_reported_and_keeps_its_record(folder: Path) -> None:
    sit_exam(folder, record=True)
    (folder / "seed" / "crash").touch()
    (folder / "seed" / "said.json").write_text('{"target.precision": 0.1}')
    (folder / "names" / "said.json").write_text('{"all.f1": 0.9, "repeats": 1}')
    code, said = sit_exam(folder, record=True)
    assert code == 1
    assert "BROKE OFF seed: check ended with 3" in said
    assert recorded(folder) == {"names.all.f1": 0.9, "names.repeats": 1.0, "seed.target.precision": 0.9}


@pytest.mark.parametrize("workers", [1, 2])
def test_results_stand_in_the_order_of_the_parts(folder: Path, workers: int) -> None:
    runs = exam.sit_all(folder, ("names", "seed"), workers=workers)
    assert [run.part for run in runs] == ["names", "seed"]
    assert "names.all.f1" in runs[0].figures


def test_a_part_without_figures_counts_as_broken(folder: Path) -> None:
    (folder / "seed" / "said.json").write_text("{}")
    code, said = sit_exam(folder)
    assert code == 1
    assert "BROKE OFF seed: printed no figure" in said


def test_no_exam_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--exam"):
        sit_exam(tmp_path)


def test_an_unknown_part_is_a_usage_error(folder: Path) -> None:
    with pytest.raises(UsageError, match="human"):
        sit_exam(folder, "human")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"figures": {"a": "x"}}', '{"figures": 3}'])
def test_a_broken_record_is_an_input_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "exam.json").write_text(text)
    with pytest.raises(InputError, match=r"exam\.json"):
        exam.read_record(tmp_path / "exam.json")


def test_the_interpreter_of_the_tests_runs_the_exam(folder: Path) -> None:
    (folder / "exam.py").write_text(
        "import sys; print('figure names.same', int(sys.argv[3].startswith(sys.executable)))"
    )
    assert exam.sit(folder, "names").figures == {"names.same": 1.0}
    assert Path(sys.executable).exists()
