"""The rows that speed is measured on, and the report; no clock is read here."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from transcheck.bench import speed
from transcheck.bench.sample import Triple, recombine, table, triples
from transcheck.bench.speed import SpeedReport, summary, write_record
from transcheck.errors import TranscheckError, UsageError

CORPORA = Path(__file__).resolve().parent.parent / "corpora"
REPORT = SpeedReport(
    rows=100,
    source_characters=61.4,
    check=400.0,
    check_untagged=500.0,
    check_repeats=800.0,
    check_table=200.0,
    scoring=3000.0,
    sacrebleu=1000.0,
    ter=1250.0,
    sacrebleu_ter=50.0,
    run_seconds=3.25,
)


def beads(count: int) -> list[Triple]:
    return [Triple(f"句{n}。", f"Sentence {n}.", f"Phrase {n}.") for n in range(count)]


def test_rows_have_distinct_sources_and_are_always_the_same() -> None:
    rows = recombine(beads(20), 300)
    assert len({row.source for row in rows}) == len(rows) == 300
    assert rows == recombine(beads(20), 300)


def test_sides_of_a_row_stay_together() -> None:
    for row in recombine(beads(5), 20):
        numbers = [word.rstrip(".") for word in row.target.split() if word[0].isdigit()]
        assert row.source == "".join(f"句{n}。" for n in numbers)
        assert row.reference == " ".join(f"Phrase {n}." for n in numbers)


def test_repeated_beads_do_not_make_repeated_sources() -> None:
    with pytest.raises(UsageError, match="3 beads make 3 distinct rows"):
        recombine([*beads(2), *beads(1)], 4)


def test_table_has_unique_keys_and_whole_documents() -> None:
    frame = table(beads(45))
    assert list(frame.columns) == ["doc_id", "system", "id", "source", "target", "reference"]
    assert not frame.duplicated(["doc_id", "system", "id"]).any()
    assert frame.groupby("doc_id").size().tolist() == [20, 20, 5]


def test_sample_corpora_give_enough_rows() -> None:
    found = triples(CORPORA)
    assert all(t.source.strip() and t.target.strip() and t.reference.strip() for t in found)
    assert len(recombine(found, 2000 + speed.WARM_UP)) == 2040


def test_a_folder_without_bundles_is_a_usage_error(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(UsageError, match="no bundle"):
            triples(place)


def test_too_few_rows_are_a_usage_error() -> None:
    with pytest.raises(UsageError, match="at least 10"):
        speed.speed(9, corpora=CORPORA)


def test_summary_names_every_figure() -> None:
    text = "\n".join(summary(REPORT))
    for shown in (
        "400 segments/s",
        "800 segments/s",
        "3000 segments/s",
        "1000 segments/s",
        "3.00",
        "0.40",
        "1250 segments/s",
        "25.00",
        "3.2 s",
    ):
        assert shown in text


def test_record_holds_figures_and_ratios(tmp_path: Path) -> None:
    path = tmp_path / "reports" / "speed.json"
    write_record(path, REPORT)
    record = json.loads(path.read_text(encoding="utf-8"))
    assert record["check"] == 400.0
    assert (record["scoring_ratio"], record["check_ratio"], record["ter_ratio"]) == (3.0, 0.4, 25.0)


def ticking() -> Callable[[], float]:
    ticks = iter(range(1000))
    return lambda: float(next(ticks))


def test_speed_measures_each_kind_of_work_once(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[int] = []
    monkeypatch.setattr(speed, "_check", lambda frame, _: checked.append(frame["source"].nunique()))
    monkeypatch.setattr(speed, "_run", lambda _: None)
    monkeypatch.setattr(speed, "seconds", lambda work, **_: work() or 2.0)
    report = speed.speed(20, corpora=CORPORA)
    assert checked == [speed.WARM_UP, 20, 2, 20, 5]
    assert report.check == report.sacrebleu == 10.0
    assert report.ter == report.sacrebleu_ter == 0.5


def test_seconds_are_never_zero() -> None:
    assert speed.seconds(lambda: None, clock=lambda: 1.0) > 0
    assert speed.seconds(lambda: None, clock=ticking()) == 1.0


def test_a_run_that_fails_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TranscheckError, match="ended with"):
        speed._run(tmp_path / "nowhere")
