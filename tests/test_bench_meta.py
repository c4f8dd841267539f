"""Statistics against plain counting, folds, training, and `bench meta` from a table and from a small exam of our own."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcheck.bench import meta, statistics
from transcheck.bench.baseline import NAME, difficulty_baseline
from transcheck.bench.damage import KINDS, damage
from transcheck.bench.scored import ScoredRow, measure_all, read_scored
from transcheck.bench.training import Examples, out_of_fold, train
from transcheck.errors import InputError, UsageError
from transcheck.estimating import FEATURES, Measured
from transcheck.scoring.estimate import read_models

NUMBERS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 3)), min_size=2, max_size=30
)


def columns(
    rows: Sequence[tuple[int, int, int]],
) -> tuple[statistics.Values, statistics.Values, statistics.Indices]:
    human, scores, sentences = (np.array(column) for column in zip(*rows, strict=True))
    return human.astype(float), scores.astype(float), statistics.numbered(sentences.tolist())


@given(NUMBERS)
def test_kendall_is_that_of_counting_pairs(rows: list[tuple[int, int, int]]) -> None:
    xs, ys, _ = columns(rows)
    pairs = list(combinations(range(len(rows)), 2))
    signs = [np.sign(xs[i] - xs[j]) * np.sign(ys[i] - ys[j]) for i, j in pairs]
    untied = [sum(values[i] != values[j] for i, j in pairs) for values in (xs, ys)]
    expected = sum(signs) / (untied[0] * untied[1]) ** 0.5 if untied[0] and untied[1] else 0.0
    assert statistics.kendall(xs, ys) == pytest.approx(expected, nan_ok=True)


@given(NUMBERS)
def test_pairs_and_auc_are_those_of_counting(rows: list[tuple[int, int, int]]) -> None:
    human, scores, sentences = columns(rows)
    points = [
        0.5 if scores[i] == scores[j] else float((human[i] > human[j]) == (scores[i] > scores[j]))
        for i, j in combinations(range(len(rows)), 2)
        if sentences[i] == sentences[j] and human[i] != human[j]
    ]
    expected = sum(points) / len(points) if points else np.nan
    assert statistics.pair_accuracy(human, scores, sentences) == pytest.approx(expected, nan_ok=True)
    human = human - 7
    wins = [
        0.5 if scores[i] == scores[j] else float(scores[i] < scores[j])
        for i in np.flatnonzero(human <= -5)
        for j in np.flatnonzero(human > -5)
    ]
    assert statistics.auc(human, scores) == pytest.approx(
        sum(wins) / len(wins) if wins else np.nan, nan_ok=True
    )


@given(st.lists(st.integers(0, 40), min_size=1), st.integers(2, 7))
def test_folds_never_split_a_sentence(names: list[int], folds: int) -> None:
    sentences = statistics.numbered(names)
    fold = statistics.in_folds(sentences, folds)
    assert all(len(set(fold[sentences == one])) == 1 for one in set(sentences.tolist()))
    counts = np.bincount(fold[np.unique(sentences, return_index=True)[1]], minlength=folds)
    assert counts.max() - counts.min() <= 1


def test_intervals_hold_the_value_and_are_always_the_same() -> None:
    human, scores, sentences = columns([(i % 5, (i * 7) % 5, i // 4) for i in range(80)])
    found = statistics.bootstrap(human, scores, sentences, samples=50)
    assert found == statistics.bootstrap(human, scores, sentences, samples=50)
    value = statistics.agreement(human, scores, sentences).kendall
    assert found["kendall"].low < value < found["kendall"].high


def made_up(sentences: int = 60, systems: int = 4) -> Examples:
    """Scores that fall with length between sentences, and with commas between translations of one."""
    dice = random.Random(3)
    measured, human, numbers = [], [], []
    for sentence in range(sentences):
        length = dice.uniform(2, 5)
        for _ in range(systems):
            values = {feature.name: dice.random() for feature in FEATURES["source"]}
            values |= {"source length": length, "commas": float(dice.randrange(4))}
            measured.append(Measured("source", values))
            human.append(max(-25.0, -1.5 * length - 2 * values["commas"]))
            numbers.append(sentence)
    return Examples("source", tuple(measured), np.array(human), np.array(numbers))


def test_training_finds_what_matters_and_keeps_signs() -> None:
    examples = made_up()
    model = train(examples)
    assert model == train(examples)
    weights = {weight.feature: weight.weight for weight in model.weights}
    assert weights["source length"] < -0.05
    assert weights["commas"] == min(w.weight for w in model.weights if w.head == "quality") < -0.1
    assert all(feature.sign * weights[feature.name] >= 0 for feature in FEATURES["source"])
    turned = Examples("source", examples.measured, -25 - examples.human, examples.sentences)
    assert {w.feature: w.weight for w in train(turned).weights}["commas"] == 0


def test_damaged_copies_teach_what_no_example_shows() -> None:
    examples = made_up()
    clean = tuple(Measured("source", {**one.values, "clashing words": 0.0}) for one in examples.measured)
    spoilt = {
        row: (Measured("source", {**clean[row].values, "clashing words": 1.0}),) for row in range(0, 240, 3)
    }
    plain = Examples("source", (*clean[:-1], spoilt[0][0]), examples.human, examples.sentences)
    taught = replace(plain, damaged=spoilt)
    weights = [{w.feature: w.weight for w in train(one).weights} for one in (plain, taught)]
    assert weights[1]["clashing words"] < min(-0.005, weights[0]["clashing words"])
    part = taught.only(np.array([3, 4, 6]))
    assert part.damaged == {0: spoilt[3], 2: spoilt[6]}


def test_heads_are_scaled_apart() -> None:
    examples = made_up()
    muted = examples.human.copy()
    for sentence in set(examples.sentences.tolist()):
        rows = examples.sentences == sentence
        muted[rows] = muted[rows].mean() + (muted[rows] - muted[rows].mean()) / 10
    scored = [replace(examples, human=human) for human in (examples.human, muted)]
    wide, narrow = ({w.feature: w.weight for w in train(one).weights} for one in scored)
    assert (
        wide["commas"] < 2 * narrow["commas"] < 0
    )  # the order in pairs is the same, the steps of the score are smaller
    assert narrow["source length"] == pytest.approx(wide["source length"], rel=0.2)


def test_out_of_fold_scores_come_from_models_that_saw_other_sentences() -> None:
    examples = made_up()
    found = out_of_fold(examples, 5)
    fold = statistics.in_folds(examples.sentences, 5)
    spoilt = np.where(fold == 0, 0.0, examples.human)  # what the first fold was scored must not matter to it
    again = out_of_fold(Examples("source", examples.measured, spoilt, examples.sentences), 5)
    assert found[fold == 0].tolist() == again[fold == 0].tolist()
    assert found[fold == 1].tolist() != again[fold == 1].tolist()
    assert statistics.pair_accuracy(examples.human, found, examples.sentences) > 0.9


def test_empty_segments_teach_nothing_and_are_worst() -> None:
    examples = made_up(20)
    measured = (Measured("source", {}, lost=1.0), *examples.measured[1:])
    found = out_of_fold(Examples("source", measured, examples.human, examples.sentences), 2)
    assert found[0] == -25
    assert (found[1:] > -25).all()


def test_the_baseline_is_the_same_for_all_translations_of_a_sentence() -> None:
    texts = [("会议" * (n // 2 + 1), None, f"Meeting {n}") for n in range(12)]
    sentences = statistics.numbered([source for source, _, _ in texts])
    found = difficulty_baseline(texts, -np.arange(12.0), sentences, 3)
    assert all(found[n] == found[n + 1] for n in range(0, 12, 2))
    assert len(set(found)) > 2


ROWS = [
    ("会议在长沙召开。", "The meeting was held in Changsha.", "A meeting took place in Changsha.", 0),
    ("会议在长沙召开。", "The meeting was held in Shanghai.", "A meeting took place in Changsha.", -5),
    ("他强调要尽快恢复生产。", "He stressed that production must resume soon.", "He called for work to resume.", -1),
    ("他强调要尽快恢复生产。", "He stressed.", "He called for work to resume.", -10),
    ("大家都赞成。", "All agreed.", "Everyone was in favour.", 0),
    ("大家都赞成。", "Everyone likes it.", "Everyone was in favour.", -6),
]  # fmt: skip


@pytest.fixture
def exam(tmp_path: Path) -> Path:
    folder = tmp_path / "exam"
    (folder / "score").mkdir(parents=True)
    (folder / "exam.py").write_text("")
    rows = [
        {"id": f"{n}", "segment": n // 2, "system": "ab"[n % 2], "source": zh, "target": en, "reference": ref, "mqm": mqm}
        for n, (zh, en, ref, mqm) in enumerate(ROWS)
    ]  # fmt: skip
    (folder / "score" / "made.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return folder


def test_an_exam_is_measured_in_every_situation(exam: Path) -> None:
    scored = read_scored(exam)
    for situation in ("both", "source", "reference"):
        found = measure_all(scored, situation)
        assert [one.situation for one in found.examples.measured] == [situation] * 6
        assert found.examples.sentences.tolist() == [0, 0, 1, 1, 2, 2]
        assert ("chrf" in found.columns) == (situation != "source")
        assert "estimate" not in found.columns


def test_the_exam_is_recorded(exam: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said: list[str] = []
    weights = tmp_path / "weights.json"
    assert meta.main(exam=exam, folds=2, record=True, train_to=weights, echo=said.append) == 0
    assert set(read_models(weights.read_text())) == {"both", "source", "reference"}
    figures = json.loads(meta.FIGURES.read_text())["figures"]
    assert {meta.ESTIMATE, meta.WITHOUT_OWN, meta.DIFFICULTY, NAME} <= set(figures["source, no reference"])
    assert meta.RECORD.read_text().count("\n## ") == 3
    assert sum(line.startswith("  fold ") for line in said) == 6


def test_a_table_is_compared(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    lines = ["source,target,reference,mine,experts"]
    lines += [f'{zh},"{en}","{ref}",{mqm + 1},{mqm}' for zh, en, ref, mqm in ROWS]
    path.write_text("\n".join(lines), encoding="utf-8")
    said: list[str] = []
    assert meta.main(path, human="experts", folds=2, plot_to=tmp_path / "plot.png", echo=said.append) == 0
    text = "\n".join(said)
    for name in ("estimate", "bleu", "chrf", "semantic", "penalty", NAME):
        assert f"\n  {name} " in text
    (mine,) = [line for line in said if line.startswith("  mine ")]
    assert mine.split()[1] == "1.000"
    assert (tmp_path / "plot.png").exists() or "matplotlib" in said[-1]


def test_what_cannot_be_compared_is_an_error(tmp_path: Path, exam: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("source,target,experts\n会议,Meeting,good\n", encoding="utf-8")
    with pytest.raises(UsageError, match="--human"):
        meta.main(path, echo=print)
    with pytest.raises(InputError, match="no column mqm"):
        meta.main(path, human="mqm", echo=print)
    with pytest.raises(InputError, match="no number"):
        meta.main(path, human="experts", echo=print)
    with pytest.raises(UsageError, match="no such"):
        meta.main(tmp_path / "table.xls", human="mqm", echo=print)
    (exam / "score" / "made.jsonl").write_text('{"id": 1}\n')
    with pytest.raises(InputError, match="human scores"):
        meta.main(exam=exam, echo=print)


def test_damage_is_one_change_of_a_known_kind() -> None:
    target = "On 26 July the delegation came to Changsha, visited the old town hall there, and then went on to Beijing."
    rows = [ScoredRow(f"r{n}", n, "s", "代表团来到长沙。", target, target, 0.0) for n in range(9)]
    found = damage(rows, per_kind=2)
    assert Counter(one.kind for one in found) == dict.fromkeys(KINDS, 2)
    assert found == damage(rows, per_kind=2)
    for one in found:
        before, after = target.split(), one.row.target.split()
        assert one.row.target != target
        assert rows[one.original].source == one.row.source
        if "left out" in one.kind:
            assert len(before) / 2 < len(after) < len(before)
        elif one.kind == "four words twice":
            assert len(after) == len(before) + 4
        elif "order" in one.kind:
            assert sorted(after) == sorted(before)
        else:
            assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


def test_what_cannot_be_damaged_is_left_alone() -> None:
    assert damage([ScoredRow("r", 1, "s", "好。", "Good.", "Good.", 0.0)]) == ()
