"""The estimate: what lowers and raises it, its range, and the table of weights that ships."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import files

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcheck.config import DEFAULT_METRICS, Settings
from transcheck.errors import UsageError
from transcheck.estimating import FEATURES, situation_of
from transcheck.pipeline.frames import frame_to_records
from transcheck.pipeline.table import check_table
from transcheck.reporting.records import ScoreRecord
from transcheck.scoring.estimate import Model, Weight, estimate, models, models_json, read_models
from transcheck.scoring.signature import signature

SOURCE = "湖南省长沙市委书记何志远7月15日在大会上强调，要加快项目建设，全年投资增长12.5%。"
REFERENCE = (
    "He Zhiyuan, secretary of the CPC Changsha Municipal Committee in Hunan Province, stressed at the meeting on "
    "July 15 that projects must be built faster, with investment to grow 12.5 percent this year."
)
GOOD = (
    "He Zhiyuan, secretary of the CPC Changsha Municipal Committee in Hunan, stressed on July 15 at the conference "
    "that project construction should be accelerated and that annual investment should grow by 12.5%."
)
UNRELATED = (
    "The weather in Paris was warm, and children played in the park until the sun went down behind the old church, "
    "while their parents drank coffee."
)
ONLY = Settings(judge=False, metrics=frozenset({"estimate"}))
SITUATIONS = ("both", "source", "reference")
HARM = {
    "garbled name": GOOD.replace("He Zhiyuan", "He Zhiyun"),
    "changed number": GOOD.replace("12.5%", "125%"),
    "half": GOOD[: len(GOOD) // 2],
    "a third": GOOD[: len(GOOD) // 3],
    "unrelated": UNRELATED,
    "untranslated": SOURCE,
    "empty": "",
}


def table(target: str, situation: str = "both", **cells: str) -> pd.DataFrame:
    row = {"id": "1", "target": target, "source": SOURCE, "reference": REFERENCE} | cells
    if situation != "both":
        del row["reference" if situation == "source" else "source"]
    return pd.DataFrame([row])


@cache
def score(target: str, situation: str = "both") -> float:
    (record,) = frame_to_records(check_table(table(target, situation), ONLY).scores, ScoreRecord)
    assert record.estimate is not None
    return record.estimate


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("harm", HARM)
def test_harm_lowers_it(harm: str, situation: str) -> None:
    assert -25 <= score(HARM[harm], situation) < score(GOOD, situation) <= 0


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_more_is_missing_the_worse(situation: str) -> None:
    kept = [score(GOOD[: len(GOOD) * share // 12], situation) for share in (5, 4, 3, 2, 1, 0)]
    assert kept == sorted(kept, reverse=True)
    assert kept[-1] == -25


@pytest.mark.parametrize("situation", ["both", "reference"])
def test_the_reference_itself_is_best(situation: str) -> None:
    shuffled = " ".join(sorted(REFERENCE.split()))
    assert score(shuffled, situation) < score(GOOD, situation) < score(REFERENCE, situation)
    assert score(REFERENCE, situation) > -4


@pytest.mark.parametrize("situation", SITUATIONS)
def test_nothing_translated_is_worst(situation: str) -> None:
    assert score("", situation) == -25
    assert score(SOURCE, situation) < -20


def test_without_source_and_reference_there_is_none() -> None:
    checked = check_table(pd.DataFrame([{"id": "1", "target": GOOD}]), ONLY)
    (record,) = frame_to_records(checked.scores, ScoreRecord)
    assert record.estimate is None


def test_blank_sides_do_not_exist() -> None:
    assert situation_of(" ", None) is None
    assert situation_of("会议", "\n") == "source"
    scores = check_table(table(GOOD, reference=" "), ONLY).scores
    assert scores["estimate"].tolist() == [score(GOOD, "source")]


def test_rows_of_other_systems_and_documents_change_nothing() -> None:
    rows = [
        table(target, doc_id=name, system=system)
        for name, system, target in [("a", "x", GOOD), ("a", "y", UNRELATED), ("b", "x", REFERENCE)]
    ]
    scores = check_table(pd.concat(rows[::-1]), ONLY).scores
    found = {(row.doc_id, row.system): row.estimate for row in scores.itertuples()}
    assert found == {("a", "x"): score(GOOD), ("a", "y"): score(UNRELATED), ("b", "x"): score(REFERENCE)}


def test_it_is_the_same_with_all_other_scores() -> None:
    (whole,) = frame_to_records(check_table(table(GOOD)).scores, ScoreRecord)
    (alone,) = frame_to_records(check_table(table(GOOD), ONLY).scores, ScoreRecord)
    assert whole.estimate == alone.estimate
    assert (alone.bleu, alone.semantic, alone.penalty, alone.findings) == (None, None, None, None)
    assert whole.findings is not None


def test_findings_are_kept_only_when_judging() -> None:
    garbled = table(HARM["garbled name"], "source")
    assert check_table(garbled, ONLY).findings.empty
    assert not check_table(garbled).findings.empty


def test_a_document_has_the_mean_of_its_segments() -> None:
    rows = pd.concat([table(GOOD, id="1"), table("", id="2")])
    (whole,) = frame_to_records(check_table(rows, replace(ONLY, level="document")).scores, ScoreRecord)
    assert whole.estimate == pytest.approx((score(GOOD) - 25) / 2)


def test_it_needs_sentence_vectors() -> None:
    assert "estimate" not in Settings(embeddings=False).metrics
    with pytest.raises(UsageError, match="embeddings"):
        Settings(embeddings=False, metrics=frozenset({"estimate"}))
    assert "estimate" in DEFAULT_METRICS


def test_the_signature_names_the_models() -> None:
    assert dict(signature(frozenset({"estimate"})))["estimate"].startswith("mqm|model:")


@given(st.text(max_size=80), st.sampled_from(SITUATIONS))
def test_any_text_has_one_in_range(target: str, situation: str) -> None:
    found = check_table(table(target, situation), ONLY)
    assert found.failures.empty
    assert all(-25 <= value <= 0 for value in found.scores["estimate"])


def test_the_table_of_weights_is_small_and_complete() -> None:
    path = files("transcheck.scoring").joinpath("estimate.json")
    assert len(path.read_bytes()) < 100_000
    assert {name: [w.feature for w in model.weights] for name, model in models().items()} == {
        name: [feature.name for feature in features] for name, features in FEATURES.items()
    }


def test_weights_have_the_signs_they_must_have() -> None:
    for situation, features in FEATURES.items():
        for feature, weight in zip(features, models()[situation].weights, strict=True):
            assert weight.head == feature.head
            assert feature.sign * weight.weight >= 0, (situation, feature.name)
            assert feature.sign or feature.head == "difficulty"


def test_models_are_read_as_written() -> None:
    assert read_models(models_json("1", models(), {})) == models()


@given(st.floats(-1e6, 1e6), st.floats(0, 1))
def test_a_better_index_never_lowers_it(value: float, lost: float) -> None:
    model = Model(1.0, (Weight("x", "quality", 0.0, 2.0, 0.5),))
    assert -25 <= estimate(model, {"x": value}, lost) <= estimate(model, {"x": value + 1}, lost) <= 0
    assert estimate(model, {"x": value}, 1.0) == -25
