"""Two systems beside each other: sacrebleu's tests are the judge where it has them, the obvious way elsewhere."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from sacrebleu.metrics.base import Metric
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER
from sacrebleu.significance import PairedTest, Result

from transcheck.config import Settings
from transcheck.errors import UsageError
from transcheck.pipeline.batches import Outcome, judge_intake
from transcheck.pipeline.comparison import compare_systems, only_systems
from transcheck.reading import Intake, read_inputs
from transcheck.reporting.comparison import ComparisonRecord, comparison_text
from transcheck.scoring import Trials, compare
from transcheck.scoring.measures import counts, ratios, scores_of, weighted
from transcheck.scoring.significance import randomised, resampled

Numbers = NDArray[np.float64]
ORACLES: dict[str, Callable[[], Metric]] = {
    "bleu": BLEU,
    "chrf": CHRF,
    "chrf++": lambda: CHRF(word_order=2),
    "ter": TER,
}
VOCABULARY = "the committee of news said it held a meeting in spring and new members were there today".split()


def texts(seed: int, count: int) -> list[str]:
    dice = random.Random(seed)
    return [" ".join(dice.choices(VOCABULARY, k=dice.randint(5, 25))) for _ in range(count)]


def worse(texts: list[str], share: float, seed: int) -> list[str]:
    """Each word is another one in some cases."""
    dice = random.Random(seed)
    return [
        " ".join(dice.choice(VOCABULARY) if dice.random() < share else word for word in text.split())
        for text in texts
    ]


def both(metric: str, second_share: float = 0.33) -> tuple[list[list[str]], Numbers, Numbers]:
    references = texts(1, 70)
    systems = [worse(references, 0.3, 2), worse(references, second_share, 3)]
    first, second = (counts(metric, system, references) for system in systems)
    return [references, *systems], first, second


@pytest.mark.parametrize("metric", ORACLES)
@pytest.mark.parametrize("share", [0.31, 0.36])
def test_p_values_and_corpus_scores_are_sacrebleus(metric: str, share: float) -> None:
    """The seed and the draws are the same, so the values are; but sacrebleu counts no equal difference."""
    (references, *systems), first, second = both(metric, share)
    drawn = Trials(resamples=400, exchanges=650)
    found = compare(first, second, scores_of(metric), drawn)
    sizes = np.abs(randomised(first, second, scores_of(metric), drawn))
    ties = int(np.isclose(sizes, abs(found.difference), rtol=0, atol=1e-9).sum())
    for kind, number, p in (("bs", 400, found.p_bootstrap), ("ar", 650, found.p_randomisation)):
        test = PairedTest(
            [*zip("ab", systems, strict=True)], {"m": ORACLES[metric]()}, [references], kind, number
        )
        _, (one, other) = test()[1].values()
        assert isinstance(one, Result)
        assert isinstance(other, Result)
        assert (found.first, found.second) == pytest.approx((one.score, other.score), abs=1e-9)
        assert other.p_value is not None
        expected = other.p_value + (ties / 651 if kind == "ar" else 0)
        assert p == pytest.approx(expected, abs=1e-12), kind
    assert metric == "ter" or not ties
    assert found.difference == found.second - found.first


def test_identical_systems_do_not_differ() -> None:
    _, first, _ = both("bleu")
    found = compare(first, first, scores_of("bleu"), Trials(50, 50))
    assert (found.difference, found.low, found.high) == (0.0, 0.0, 0.0)
    assert (found.p_bootstrap, found.p_randomisation) == (1.0, 1.0)


def test_a_clear_difference_is_none_of_luck_and_turns_with_the_systems() -> None:
    _, first, second = both("chrf", second_share=0.6)
    there, back = (
        compare(*pair, scores_of("chrf"), Trials(200, 200)) for pair in ((first, second), (second, first))
    )
    assert there.low <= there.difference <= there.high < 0 < back.low
    assert there.difference == -back.difference
    assert max(there.p_bootstrap, there.p_randomisation, back.p_randomisation) == pytest.approx(1 / 201)


def test_draws_are_the_same_in_portions_of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    _, first, second = both("ter")
    trials = Trials(resamples=333, exchanges=333)
    cut = [draw(first, second, scores_of("ter"), trials) for draw in (resampled, randomised)]
    monkeypatch.setattr("transcheck.scoring.significance._TOGETHER", 10**6)
    whole = [draw(first, second, scores_of("ter"), trials) for draw in (resampled, randomised)]
    np.testing.assert_array_equal(cut, whole)
    assert len(cut[0]) == len(cut[1]) == 333


def test_the_interval_holds_95_of_100_draws() -> None:
    _, first, second = both("ter")
    found = compare(first, second, scores_of("ter"), Trials(400, 1))
    draws = resampled(first, second, scores_of("ter"), Trials(400, 1))
    assert [int(np.sum(draws < found.low)), int(np.sum(draws > found.high))] == [10, 10]


def test_another_seed_makes_other_draws() -> None:
    _, first, second = both("ter")
    one, other = (resampled(first, second, scores_of("ter"), Trials(20, seed=seed)) for seed in (1, 2))
    assert one.tolist() != other.tolist()


def test_luck_is_found_significant_about_as_often_as_it_should() -> None:
    """Two systems whose segments come from the same hat: of 300 tests some 15 fall below .05."""
    dice = np.random.default_rng(5)
    below = 0
    for seed in range(300):
        first, second = (weighted(dice.normal(50, 10, 40).tolist(), [1] * 40) for _ in range(2))
        below += compare(first, second, ratios, Trials(1, 199, seed)).p_randomisation < 0.05
    assert 4 <= below <= 30


# ------------------------------------------------------------------ the systems of a table


def table(path: Path, rows: list[dict[str, str]]) -> Intake:
    file = path / "t.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return read_inputs([str(file)])


REFERENCES = [
    "The talks ended in 2021.",
    "She left for 30 days.",
    "It rained all day.",
    "They met 40 people.",
]
SOURCES = ["会谈于2021年结束。", "她离开30天。", "整天下雨。", "他们见了40人。"]
FIRST = [
    "The talks ended in 2012.",
    "She went for 13 days.",
    "It rained the whole day.",
    "They met 40 people 会议.",
]
SECOND = ["The talks ended in 2021.", "", "It rained all day long.", "They met 14 people 会议 会议."]


def rows_of(system: str, targets: list[str]) -> list[dict[str, str]]:
    return [
        {"doc_id": "d", "id": str(i), "system": system, "source": s, "target": t, "reference": r}
        for i, (s, t, r) in enumerate(zip(SOURCES, targets, REFERENCES, strict=True))
    ]


def compared(
    intake: Intake, settings: Settings, trials: Trials | None = None
) -> tuple[ComparisonRecord, ...]:
    outcome = judge_intake(only_systems(intake, ("a", "b")), settings)
    return compare_systems(outcome, settings, ("a", "b"), trials or Trials(20, 20))


@pytest.mark.parametrize("repeats", ["once", "each"])
def test_both_systems_have_the_scores_that_whole_systems_have(tmp_path: Path, repeats: str) -> None:
    intake = table(tmp_path, [*rows_of("a", FIRST), *rows_of("b", SECOND)])
    settings = Settings(
        metrics=frozenset({"bleu", "chrf", "ter", "semantic", "penalty"}),
        count_repeats="each" if repeats == "each" else "once",
    )
    outcome = judge_intake(intake, settings)
    assert len({f.group_id for f in outcome.findings}) < len(outcome.findings), "no group with several places"
    first, second = outcome.systems
    records = compare_systems(outcome, settings, ("a", "b"), Trials(20, 20))
    assert [record.metric for record in records] == ["bleu", "chrf", "ter", "semantic", "penalty"]
    for record in records:
        pair = getattr(first, record.metric), getattr(second, record.metric)
        assert (record.first, record.second) == pytest.approx(pair, abs=1e-9), record.metric
        assert record.segments == 4
    assert records[-1].first > 0


LEXICAL = Settings(metrics=frozenset({"bleu", "chrf++"}), judge=False)


def test_segments_of_one_system_alone_are_left_out_and_counted(tmp_path: Path) -> None:
    rows = [*rows_of("a", FIRST)[:3], *rows_of("c", FIRST), *rows_of("b", SECOND)[1:]]
    intake = table(tmp_path, rows)
    assert {row.system for row in only_systems(intake, ("a", "b")).rows} == {"a", "b"}
    bleu, chrf = compared(intake, LEXICAL)
    assert (bleu.segments, bleu.first_only, bleu.second_only) == (2, 1, 1)
    expected = CHRF(word_order=2).corpus_score(FIRST[1:3], [REFERENCES[1:3]]).score
    assert chrf.metric == "chrf++"
    assert chrf.first == pytest.approx(expected, abs=1e-9)
    assert "left out: 1 that only A has, 1 that only B has" in comparison_text((bleu, chrf))


def test_segments_without_reference_count_for_no_lexical_metric(tmp_path: Path) -> None:
    rows = [*rows_of("a", FIRST), *rows_of("b", SECOND)]
    for row in (rows[0], rows[4]):
        row["reference"] = ""
    assert {record.segments for record in compared(table(tmp_path, rows), LEXICAL)} == {3}


@pytest.mark.parametrize("side", ["source", "reference"])
def test_different_sides_are_refused(tmp_path: Path, side: str) -> None:
    rows = [*rows_of("a", FIRST), *rows_of("b", SECOND)]
    rows[6][side] += " And more."
    with pytest.raises(UsageError, match=f"id '2': the systems have different {side}s"):
        compared(table(tmp_path, rows), LEXICAL)


def test_systems_that_cannot_be_compared_are_refused(tmp_path: Path) -> None:
    intake = table(tmp_path, [*rows_of("a", FIRST)[:2], *rows_of("b", SECOND)[2:]])
    for systems, message in [
        (("a", "x"), "no system 'x' to compare; there are: 'a', 'b'"),
        (("a", "a"), "with itself"),
    ]:
        with pytest.raises(UsageError, match=message):
            only_systems(intake, systems)
    with pytest.raises(UsageError, match="no segment of the same doc_id and id"):
        compared(intake, LEXICAL)


def test_nothing_read_is_refused() -> None:
    with pytest.raises(UsageError, match="there are: none"):
        only_systems(Intake(), ("a", "b"))
    with pytest.raises(UsageError, match="no segment"):
        compare_systems(Outcome(), LEXICAL, ("a", "b"), Trials())


# ------------------------------------------------------------------ the table for people

RECORD = ComparisonRecord(
    metric="penalty",
    first_system="baseline",
    second_system="an engine with 新名字 and a name that is so long that it does not fit into one line at all",
    segments=1200,
    first=123.456,
    second=345.6,
    difference=222.144,
    low=-100.2,
    high=412.34,
    p_bootstrap=0.0099,
    p_randomisation=1.0,
    resamples=1000,
    exchanges=1,
    seed=7,
    first_only=0,
    second_only=0,
)


def test_text_fits_80_columns_and_says_what_it_means() -> None:
    text = comparison_text([RECORD, replace(RECORD, metric="semantic", segments=1100)])
    assert all(len(line) <= 80 for line in text.splitlines())
    assert "123.46 345.60 +222.14 -100.20 … +412.34 0.0099 1.0000" in " ".join(text.split())
    for said in (
        "segments: penalty 1200, semantic 1100",
        "less is better: penalty\n",
        "1 exchange",
        "seed 7",
    ):
        assert said in text
    assert "left out" not in text
