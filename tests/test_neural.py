"""Neural metrics without torch: names, errors, windows, pooling, COMET's worker, and where the values go."""

from __future__ import annotations

import importlib.util
import io
import json
import subprocess
import sys
import venv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcheck.cli import main
from transcheck.config import Settings
from transcheck.errors import MissingModelError, UsageError
from transcheck.pipeline.frames import frame_to_records
from transcheck.pipeline.table import check_table
from transcheck.reporting.records import NeuralScoreRecord
from transcheck.scoring import neural
from transcheck.scoring.neural import Runtime, comet_metric, load, neural_scores
from transcheck.scoring.neural.metricx import format_of, has_sides, prompt
from transcheck.scoring.neural.pooling import cosine_score, greedy_f1, mean_vector
from transcheck.scoring.neural.specs import NeuralMetric, Spec, parse
from transcheck.scoring.neural.weights import digest
from transcheck.scoring.neural.windows import batches, pieces, split_together, token_windows

if TYPE_CHECKING:
    from numpy.typing import NDArray

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(capfdbinary: pytest.CaptureFixture[bytes]) -> Call:
    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return int(left.value.code or 0), out.decode(), err.decode()

    return run


ROWS = [
    {
        "id": 1,
        "doc_id": "a",
        "system": "one",
        "source": "会议召开。",
        "target": "It met.",
        "reference": "It met.",
    },
    {"id": 2, "doc_id": "a", "system": "one", "source": "他走了。", "target": "", "reference": "He left."},
    {"id": 3, "doc_id": "a", "system": "one", "source": "她来了。", "target": "She came."},
]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "t.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    return path


# --- names -----------------------------------------------------------------------------------------------------


def test_parts_of_a_name() -> None:
    spec = parse("bertscore:C:/models/a,b,layer=9,revision=main", neural.KINDS)
    assert (spec.kind, spec.model) == ("bertscore", "C:/models/a,b")
    assert (spec.option("layer"), spec.option("revision"), spec.option("other")) == ("9", "main", None)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("comet", "needs a model: comet:MODEL"),
        ("comet:", "needs a model"),
        ("bleurt:some/model", "unknown metric 'bleurt'"),
        ("bertscore:some/model,depth=3", "no option 'depth'; it has layer, revision"),
        ("bertscore:some/model,layer=last", "layer of the metric bertscore cannot be 'last'"),
        ("metricx:some/model,format=25", "cannot be '25'"),
    ],
)
def test_unknown_names_are_refused(table: Path, call: Call, name: str, said: str) -> None:
    code, out, err = call("score", table, "--metric", name)
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1


def test_settings_refuse_an_unknown_device() -> None:
    with pytest.raises(UsageError, match="device"):
        Settings(device="tpu")  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["bertscore", "embed", "metricx"])
def test_a_missing_package_is_one_line_and_2(
    table: Path, call: Call, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "torch" else found(name))
    code, out, err = call("score", table, "--metric", f"{kind}:some/model-{kind}")
    assert (code, out) == (2, "")
    assert err == f"transcheck: the metric {kind} needs the package torch: pip install 'transcheck[neural]'\n"


def test_the_command_line_imports_nothing_heavy() -> None:
    script = "import sys, transcheck.cli; print({'torch', 'transformers', 'numpy', 'pandas', 'transcheck.scoring.neural'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


# --- where the values go ---------------------------------------------------------------------------------------


class Lengths:
    """A metric that counts the characters of the reference; none without one."""

    signature = "made:up"

    def score(
        self, sources: Sequence[str | None], targets: Sequence[str], references: Sequence[str | None]
    ) -> list[float | None]:
        assert len(sources) == len(targets)
        return [None if text is None else len(text) / 8 for text in references]


class MadeUp:
    OPTIONS: Mapping[str, str] = {}

    def load(self, spec: Spec, runtime: Runtime) -> NeuralMetric:
        assert runtime.device == "auto"
        if spec.model == "nowhere":
            raise MissingModelError(f"the metric {spec.kind} has no {spec.model}")
        return Lengths()


@pytest.fixture
def _made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neural, "KINDS", {**neural.KINDS, "length": MadeUp()})


CONTRACT = ("doc_id system id level bleu chrf ter semantic estimate penalty words findings").split()


def test_the_record_is_untouched_without_a_neural_metric(table: Path, call: Call) -> None:
    _, out, _ = call("score", table, "--metric", "bleu")
    assert [list(json.loads(line)) for line in out.splitlines()] == [CONTRACT] * 3
    _, out, _ = call("score", table, "--metric", "bleu", "--format", "csv")
    assert out.splitlines()[0].split(",") == CONTRACT


@pytest.mark.usefixtures("_made_up")
@pytest.mark.parametrize("jobs", [1, 2])
def test_values_are_the_last_field(table: Path, call: Call, jobs: int) -> None:
    code, out, err = call("score", table, "--metric", "length:x", "--metric", "bleu", "--jobs", jobs)
    records = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [list(record) for record in records] == [[*CONTRACT, "metrics"]] * 3
    assert [record["metrics"] for record in records] == [
        {"length:x": 0.875},
        {"length:x": 1.0},
        {"length:x": None},
    ]
    assert records[0]["bleu"] is not None
    assert "|length:made:up" in err


@pytest.mark.usefixtures("_made_up")
def test_values_in_every_format(table: Path, call: Call, tmp_path: Path) -> None:
    names = ("--metric", "length:x", "--metric", "length:y")
    _, out, _ = call("score", table, *names, "--format", "csv")
    frame = pd.read_csv(io.StringIO(out))
    assert list(frame.columns) == [*CONTRACT, "metrics"]
    assert json.loads(frame["metrics"][2]) == {"length:x": None, "length:y": None}
    assert call("score", table, *names, "--format", "parquet", "-o", tmp_path / "t.parquet")[0] == 0
    kept = pd.read_parquet(tmp_path / "t.parquet")["metrics"]
    assert dict(kept[0]) == {"length:x": 0.875, "length:y": 0.875}
    _, out, _ = call("score", table, *names, "--format", "text")
    assert out.splitlines()[0].split() == ["document", "system", "id", "length:x", "length:y", "words"]
    _, out, _ = call("score", table, *names[:2], "--format", "text")
    assert [line.split()[-2] for line in out.splitlines()[:4]] == ["length", "0.8750", "1.0000", "-"]


@pytest.mark.usefixtures("_made_up")
@pytest.mark.parametrize("level", ["document", "system"])
def test_above_segments_stands_the_mean(table: Path, call: Call, level: str) -> None:
    _, out, _ = call("score", table, "--metric", "length:x", "--level", level)
    assert json.loads(out)["metrics"] == {"length:x": pytest.approx((0.875 + 1.0) / 2)}


@pytest.mark.usefixtures("_made_up")
def test_no_segment_with_a_value_gives_none() -> None:
    settings = Settings(judge=False, embeddings=False, metrics=frozenset({"length:x"}), level="system")
    (score,) = frame_to_records(check_table(pd.DataFrame(ROWS[2:]), settings).scores, NeuralScoreRecord)
    assert score.metrics == {"length:x": None}


@pytest.mark.usefixtures("_made_up")
def test_a_missing_model_stops_before_anything_is_judged(
    table: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("transcheck.pipeline.batches.judge_batch", None)
    code, out, err = call("score", table, "--metric", "length:nowhere")
    assert (code, out, err) == (2, "", "transcheck: the metric length has no nowhere\n")


# --- windows ---------------------------------------------------------------------------------------------------


@given(count=st.integers(0, 3000), size=st.integers(1, 600))
def test_windows_keep_every_token_once(count: int, size: int) -> None:
    windows = token_windows(count, size)
    kept = [place for window in windows for place in range(window.kept_start, window.kept_end)]
    assert kept == list(range(count))
    for window in windows:
        assert 0 <= window.start <= window.kept_start <= window.kept_end <= window.end <= count
        assert window.end - window.start <= size


@given(count=st.integers(601, 3000), size=st.integers(16, 600))
def test_kept_tokens_have_company(count: int, size: int) -> None:
    for window in token_windows(count, size):
        assert window.start == 0 or window.kept_start - window.start >= size // 4
        assert window.end == count or window.end - window.kept_end >= size // 4


@given(lengths=st.lists(st.integers(0, 50), max_size=60), budget=st.integers(1, 200))
def test_batches_hold_everything_and_fit(lengths: list[int], budget: int) -> None:
    found = list(batches(lengths, budget))
    assert sorted(number for batch in found for number in batch) == list(range(len(lengths)))
    for batch in found:
        assert len(batch) == 1 or max(lengths[number] for number in batch) * len(batch) <= budget


@given(text=st.text(alphabet="ab .。!\n会议", max_size=200), count=st.integers(1, 9))
def test_pieces_are_the_text(text: str, count: int) -> None:
    found = pieces(text, count)
    assert len(found) == count
    assert "".join(found) == text


def test_sides_are_cut_together_until_all_fit() -> None:
    long = "他走了。她来了。" * 30
    english = "He left. She came. " * 30
    asked: list[int] = []

    def sizes(segments: Sequence[tuple[str | None, ...]]) -> list[int]:
        asked.append(len(segments))
        return [sum(len(side or "") for side in sides) for sides in segments]

    short, parts = split_together([("短", "Short", None), (long, english, None)], sizes, 200)
    assert short == [("短", "Short", None)]
    assert max(sizes(parts)) <= 200
    assert len(parts) <= 6
    assert "".join(part[0] or "" for part in parts) == long
    assert all(part[1] and part[1].endswith(". ") and part[2] is None for part in parts)
    assert split_together([], sizes, 200) == []


# --- pooling ---------------------------------------------------------------------------------------------------


def unit(*rows: Sequence[float]) -> NDArray[np.float32]:
    return np.array(rows, dtype=np.float32)


def test_f1_by_hand() -> None:
    # Two target tokens at 0 and 90 degrees, three reference tokens whose cosines to them are .6/.8, 1/0 and 0/−1.
    target, reference = unit([2, 0], [0, 1]), unit([3, 4], [5, 0], [0, -1])
    precision = (1.0 + 0.8) / 2
    recall = (0.8 + 1.0 + 0.0) / 3
    assert greedy_f1(target, reference) == pytest.approx(
        2 * precision * recall / (precision + recall), abs=1e-9
    )
    assert greedy_f1(reference, target) == pytest.approx(greedy_f1(target, reference), abs=1e-12)


@pytest.mark.parametrize("length", [1, 7, 511, 512, 513, 2000])
def test_equal_texts_have_the_best_f1_at_any_length(length: int) -> None:
    vectors = np.random.default_rng(length).normal(size=(length, 32)).astype(np.float32)
    assert greedy_f1(vectors, vectors) == 1.0


def test_long_texts_are_compared_whole() -> None:
    chance = np.random.default_rng(1)
    a, b = (chance.normal(size=(n, 16)).astype(np.float32) for n in (1300, 700))
    cosines = (a / np.linalg.norm(a, axis=1, keepdims=True)) @ (
        b / np.linalg.norm(b, axis=1, keepdims=True)
    ).T
    precision, recall = cosines.max(axis=1).mean(), cosines.max(axis=0).mean()
    assert greedy_f1(a, b) == pytest.approx(2 * precision * recall / (precision + recall), abs=1e-6)


def test_texts_without_tokens() -> None:
    nothing, something = np.zeros((0, 4), dtype=np.float32), np.ones((2, 4), dtype=np.float32)
    assert greedy_f1(nothing, nothing) == 1.0
    assert greedy_f1(nothing, something) == greedy_f1(something, nothing) == 0.0
    assert mean_vector(nothing).tolist() == [0.0] * 4
    assert cosine_score(mean_vector(nothing), mean_vector(something)) == 0.0


def test_the_mean_of_windows_is_weighted_by_length() -> None:
    first, second = unit([1, 0], [1, 0], [1, 0]), unit([0, 1])
    assert mean_vector(first, second).tolist() == [0.75, 0.25]


def test_cosine_is_0_to_100() -> None:
    here, there = np.array([1.0, 0.1]), np.array([-1.0, -0.1])
    assert cosine_score(here, here * 3) == 100.0
    assert cosine_score(here, there) == 0.0


# --- MetricX's lines -------------------------------------------------------------------------------------------


def test_what_metricx_reads() -> None:
    sides = ("源", "said", "meant")
    assert prompt(sides, "24") == "source: 源 candidate: said reference: meant"
    assert prompt(("源", "said", None), "24") == "source: 源 candidate: said"
    assert prompt((None, "said", "meant"), "24") == "candidate: said reference: meant"
    assert prompt(sides, "23") == "candidate: said reference: meant"
    assert prompt(sides, "23-qe") == "candidate: said source: 源"


@pytest.mark.parametrize(
    ("style", "with_source", "with_reference", "with_none"),
    [("24", True, True, False), ("23", False, True, False), ("23-qe", True, False, False)],
)
def test_what_metricx_needs(style: str, with_source: bool, with_reference: bool, with_none: bool) -> None:
    cases = [("源", "t", None), (None, "t", "r"), (None, "t", None)]
    assert [has_sides(case, style) for case in cases] == [with_source, with_reference, with_none]


@pytest.mark.parametrize(
    ("name", "style"),
    [
        ("google/metricx-23-xl-v2p0", "23"),
        ("google/metricx-23-qe-xl-v2p0", "23-qe"),
        ("google/metricx-24-hybrid-xl-v2p6", "24"),
        ("folder", "24"),
        ("folder,format=23", "23"),
    ],
)
def test_formats_by_name(name: str, style: str) -> None:
    assert format_of(parse(f"metricx:{name}", neural.KINDS)) == style


# --- digests ---------------------------------------------------------------------------------------------------


def test_a_digest_sees_every_file_that_counts(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / "model.safetensors").write_bytes(bytes(3 << 20))
    first = digest(tmp_path)
    (tmp_path / "README.md").write_text("nothing that counts")
    assert digest(tmp_path) == first
    content = bytearray(3 << 20)
    content[-1] = 1
    (tmp_path / "model.safetensors").write_bytes(content)
    second = digest(tmp_path)
    (tmp_path / "config.json").write_text("[]")
    assert len({first, second, digest(tmp_path), digest(tmp_path / "config.json")}) == 4


# --- COMET -----------------------------------------------------------------------------------------------------

# A stand-in with the face of unbabel-comet 2.2: words for tokens, the share of words in common for a score.
STAND_IN = """
import json
import os
import sys

print("comet prints at import")
os.write(1, b"and libraries below it too\\n")


class Bag:
    def __init__(self, **values):
        self.__dict__.update(values)


class Tokenizer:
    def __call__(self, texts, truncation=True):
        assert truncation is False
        return {"input_ids": [[0, *range(len(text.split())), 2] for text in texts]}


class Model:
    def __init__(self, told):
        self.told = told
        self.hparams = Bag(layer_norm=told.get("layer_norm", False))
        if "segments" in told:
            self.hparams.input_segments = told["segments"]
        self.encoder = Bag(tokenizer=Tokenizer(), max_positions=told.get("positions", 514))

    def eval(self):
        return self

    def requires_references(self):
        return self.told["reference"]

    def predict(self, samples, batch_size, gpus, progress_bar):
        print("predicting", len(samples))
        assert not progress_bar
        assert gpus == 0
        assert batch_size == (1 if self.hparams.layer_norm else 8)
        assert len({tuple(sample) for sample in samples}) == 1, "samples with other sides"
        return {"scores": [self._one(**sample) for sample in samples]}

    def _one(self, src, mt, ref=None):
        if mt == "crash":
            os._exit(3)
        if mt == "fail":
            raise ValueError("cannot score this\\nreally")
        said, meant = mt.split(), (src if ref is None else ref).split()
        assert len(said) <= self.encoder.max_positions - 4, "COMET would have cut this"
        return sum(a == b for a, b in zip(said, meant)) / max(1, len(meant))


def download_model(name):
    raise KeyError("Model '%s' not supported by COMET." % name)


def load_from_checkpoint(path):
    with open(path) as file:
        return Model(json.load(file))
"""


@pytest.fixture(scope="module")
def comet_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter of its own that has the stand-in."""
    folder = tmp_path_factory.mktemp("comet")
    venv.create(folder, with_pip=False, symlinks=True)
    (packages,) = (folder / "lib").glob("python*/site-packages")
    (packages / "comet").mkdir()
    (packages / "comet" / "__init__.py").write_text(STAND_IN)
    return folder / "bin" / "python"


def checkpoint(folder: Path, **told: object) -> Path:
    (folder / "checkpoints").mkdir(parents=True)
    (folder / "checkpoints" / "model.ckpt").write_text(json.dumps(told))
    return folder


def test_comet_with_a_reference(table: Path, call: Call, comet_python: Path, tmp_path: Path) -> None:
    model = checkpoint(tmp_path / "model", reference=True)
    code, out, err = call("score", table, "--metric", f"comet:{model}", "--comet-python", comet_python)
    assert code == 0, err
    assert [json.loads(line)["metrics"] for line in out.splitlines()] == [
        {f"comet:{model}": value} for value in (1.0, 0.0, None)
    ]
    assert "|reference:needed|window:512|device:cpu|unbabel-comet:unknown]" in err
    assert f"|digest:{digest(model / 'checkpoints' / 'model.ckpt')}|" in err
    assert "predicting" not in err


def test_two_systems_are_compared_by_a_neural_metric(call: Call, comet_python: Path, tmp_path: Path) -> None:
    model = checkpoint(tmp_path / "model", reference=True)
    rows = [
        {"id": str(n), "system": system, "source": "好", "target": target, "reference": "one two"}
        for n in range(6)
        for system, target in (("a", "one two"), ("b", "one too"))
    ]
    table = tmp_path / "two.jsonl"
    table.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    options = ["--metric", f"comet:{model}", "--comet-python", comet_python, "--compare", "a", "b"]
    code, out, err = call("score", table, *options, "--format", "jsonl")
    assert code == 0, err
    (record,) = map(json.loads, out.splitlines())
    assert (record["metric"], record["first"], record["second"]) == (f"comet:{model}", 1.0, 0.5)
    shown = call("score", table, *options, "--format", "text")[1]
    assert "comet   1.0000" in shown


def test_comet_by_the_environment(
    table: Path, call: Call, comet_python: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSCHECK_COMET_PYTHON", str(comet_python))
    (tmp_path / "comet.py").write_text("raise RuntimeError('not this one')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))  # of no concern to the other interpreter
    model = checkpoint(tmp_path / "model", reference=True)
    assert call("score", table, "--metric", f"comet:{model}")[0] == 0


def scores_of(model: Path, python: Path, *rows: tuple[str | None, str, str | None]) -> list[float | None]:
    name = f"comet:{model}"
    sources, targets, references = zip(*rows, strict=True)
    return neural_scores(sources, targets, references, [name], Runtime("auto", str(python)))[name]


def test_a_model_without_references(comet_python: Path, tmp_path: Path) -> None:
    model = checkpoint(tmp_path / "qe", reference=False)
    rows = [("a b", "a x", "ignored"), (None, "a", "a"), ("a", "a \ud83d", None)]
    assert scores_of(model, comet_python, *rows) == [0.5, None, 1.0]


def test_a_model_that_takes_a_reference_where_there_is_one(comet_python: Path, tmp_path: Path) -> None:
    model = checkpoint(tmp_path / "unified", reference=False, segments=["mt", "src", "ref"], layer_norm=True)
    rows = [("x y", "a b", "a c"), ("a b", "a b", None), ("x", "a", "a")]
    assert scores_of(model, comet_python, *rows) == [0.5, 1.0, 1.0]


@pytest.mark.parametrize("told", [{}, {"segments": ["mt", "src", "ref"]}])
def test_nothing_is_cut_for_comet(comet_python: Path, tmp_path: Path, told: dict[str, object]) -> None:
    model = checkpoint(tmp_path / "short", reference=True, positions=62, **told)
    same = "It was held there and then. " * 60
    other = same[: len(same) // 2] + "No word was right at all. " * 30
    first, second = scores_of(model, comet_python, (same, same, same), ("短", other, same))
    assert first == pytest.approx(1.0)
    assert second == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize(
    ("row", "said"),
    [(("a", "crash", "a"), "stopped: "), (("a", "fail", "a"), "ValueError: cannot score this")],
)
def test_a_worker_that_fails(
    comet_python: Path, tmp_path: Path, row: tuple[str, str, str], said: str
) -> None:
    model = checkpoint(tmp_path / said[:3], reference=True)
    with pytest.raises(MissingModelError, match=said):
        scores_of(model, comet_python, row)


@pytest.mark.parametrize(
    ("python", "model", "device", "said"),
    [
        (None, "some/model", "auto", "needs --comet-python PATH"),
        ("/nowhere/python", "some/model", "auto", "cannot be run: No such file"),
        ("/bin/echo", "some/model", "auto", "/bin/echo stopped: it said nothing"),
        (sys.executable, "some/model", "auto", "it has no package unbabel-comet"),
        ("{comet}", "some/model", "auto", "there is no model some/model: "),
        ("{comet}", "{here}", "auto", "FileNotFoundError"),
        ("{comet}", "{model}", "cuda", "there is no CUDA device"),
    ],
)
def test_what_comet_lacks_is_one_line_and_2(
    table: Path,
    call: Call,
    comet_python: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    python: str | None,
    model: str,
    device: str,
    said: str,
) -> None:
    monkeypatch.delenv("TRANSCHECK_COMET_PYTHON", raising=False)
    there = checkpoint(tmp_path / "there", reference=True)
    name = model.format(here=tmp_path, model=there)
    chosen = [] if python is None else ["--comet-python", python.format(comet=comet_python)]
    code, out, err = call("score", table, "--metric", f"comet:{name}", "--device", device, *chosen)
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1


def test_the_worker_ends_with_its_metric(comet_python: Path, tmp_path: Path) -> None:
    model = checkpoint(tmp_path / "model", reference=True)
    metric = comet_metric.load(Spec("", "comet", str(model)), Runtime("auto", str(comet_python)))
    process = metric.worker._process
    assert process.poll() is None
    del metric
    assert process.wait(timeout=20) == 0


def test_a_metric_is_loaded_once(comet_python: Path, tmp_path: Path) -> None:
    name, runtime = (
        f"comet:{checkpoint(tmp_path / 'model', reference=True)}",
        Runtime("cpu", str(comet_python)),
    )
    assert load(name, runtime) is load(name, runtime)
