"""Configuration files: what they say counts, what they get wrong is named with its line."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from transcheck.cli import app
from transcheck.config.choices import Choices, Style, joined
from transcheck.config.file import choices_toml, find_file, read_choices, schema_json
from transcheck.errors import TranscheckError, UsageError

WRONG = [
    ('fail-on = "bad"', ":1: fail-on: invalid enum value"),
    ("jobs = 0", ":1: jobs: expected `int` >= 1"),
    ("\nfoo = 1\n", ":2: unknown key 'foo'"),
    ("[style]\n\ncolor = 1", ":3: unknown key 'color'"),
    ('[levels]\nY = "off"\nP1 = "loud"', ":3: levels: invalid enum value"),
    ('select = ["P"]\n[levels]\nP1 = "minor"\nQ9 = "off"', ":4: unknown rule 'Q9'"),
    ("[min-score]\nter = 3", ":2: unknown metric with a least score 'ter'"),
    ('[file-ignores]\n"zh/*" = ["Q"]', ":2: unknown rule 'Q'"),
    ('inputs = "x"', ":1: inputs: expected `array"),
    ("a = = 1", "is not valid TOML"),
]


@pytest.mark.parametrize(("text", "says"), WRONG, ids=[text for text, _ in WRONG])
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "transcheck.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as error:
        read_choices(path)
    assert says in str(error.value)
    assert str(error.value).startswith(str(path))


CHOICES = st.builds(
    Choices,
    inputs=st.none() | st.lists(st.text("ab/.", min_size=1), min_size=1).map(tuple),
    levels=st.none()
    | st.dictionaries(
        st.sampled_from(["P", "P101", "garbled-name"]), st.sampled_from(["off", "minor"]), min_size=1
    ),
    style=st.none() | st.builds(Style, prefer=st.lists(st.text(), min_size=1).map(tuple)),
    embeddings=st.none() | st.booleans(),
    max_penalty=st.none() | st.floats(0, 1e6),
    min_score=st.none() | st.dictionaries(st.just("chrf"), st.floats(0, 100), min_size=1),
    jobs=st.none() | st.integers(1, 64),
)


@given(CHOICES)
def test_what_is_shown_reads_back_the_same(choices: Choices) -> None:
    assert msgspec.convert(tomllib.loads(choices_toml(choices)), Choices) == choices


@given(CHOICES, CHOICES)
def test_the_line_wins_over_the_file(line: Choices, file: Choices) -> None:
    both = joined(line, file)
    for name in ("embeddings", "max_penalty", "jobs", "inputs", "style"):
        said = getattr(line, name)
        assert getattr(both, name) == (getattr(file, name) if said is None else said)
    assert (both.levels or {}).items() >= (line.levels or {}).items()


def test_the_nearest_file_counts_up_to_the_root_of_the_repository(tmp_path: Path) -> None:
    inner = tmp_path / "repo" / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "transcheck.toml").write_text("", encoding="utf-8")
    (tmp_path / "repo" / ".git").mkdir()
    assert find_file(inner) is None
    shared = tmp_path / "repo" / "pyproject.toml"
    shared.write_text("[project]\nname = 'x'\n", encoding="utf-8")
    assert find_file(inner) is None
    shared.write_text("[tool.transcheck]\njobs = 2\n", encoding="utf-8")
    assert find_file(inner) == shared
    assert read_choices(shared) == Choices(jobs=2)
    own = tmp_path / "repo" / "transcheck.toml"
    own.write_text("", encoding="utf-8")
    assert find_file(inner) == own


def test_paths_count_from_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "transcheck.toml").write_text(
        'termbases = ["terms.csv"]\nbaseline = "a/k.json"\n', encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path / "sub")
    found = find_file(Path.cwd())
    assert found
    assert read_choices(found) == Choices(termbases=("../terms.csv",), baseline="../a/k.json")


def test_the_schema_in_the_package_is_fresh() -> None:
    shipped = Path(__file__).resolve().parent.parent / "src" / "transcheck" / "config" / "schema.json"
    assert shipped.read_text(encoding="utf-8") == schema_json(), (
        "transcheck config --schema > src/transcheck/config/schema.json"
    )
    keys = json.loads(schema_json())["$defs"]["Choices"]["properties"]
    assert all("description" in about for about in keys.values())


def call(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if isinstance(done.exception, TranscheckError):  # what main() prints and turns into 2
        return 2, str(done.exception)
    return done.exit_code, done.output


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("new.jsonl").write_text(
        '{"source": "何志远说。", "target": "He Zhiyang spoke."}\n'
        '{"source": "民建市委会副主委李明讲话。", "target": "Li Ming, vice chairman of the CNDCA municipal committee, spoke. ."}\n',
        encoding="utf-8",
    )
    Path("transcheck.toml").write_text(
        'inputs = ["new.jsonl"]\nembeddings = false\nfail-on = "major"\n[levels]\nY = "off"\n',
        encoding="utf-8",
    )
    return tmp_path


def test_check_goes_by_the_file(project: Path) -> None:
    code, said = call("check", "--format", "text")
    assert code == 1
    assert "1 finding: 1 major in 2 segments" in said
    assert "gate failed: 1 finding of severity major or worse" in said
    assert call("check", "--fail-on", "critical")[0] == 0
    assert call("check", "--rule-level", "garbled-name=minor")[0] == 0
    code, said = call("check", "--no-config", "new.jsonl", "--no-embeddings", "--format", "text")
    assert "2 findings" in said
    assert call("run", "-o", project / "out")[0] == 0, "what the file says of failing is said for check"


def test_ignores_by_file_are_counted(project: Path) -> None:
    with (project / "transcheck.toml").open("a", encoding="utf-8") as file:
        file.write('[file-ignores]\n"*.jsonl" = ["P1"]\n')
    code, said = call("check", "--format", "text")
    assert code == 0
    assert "no findings in 2 segments of 1 document; 1 dismissed" in said


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (("--max-penalty", "100", "--fail-on", "never"), 1, "is above 100"),
        (("--max-penalty", "1000", "--fail-on", "never"), 0, ""),
        (("--min-score", "chrf=50"), 2, "there is no reference"),
        (("--min-score", "ter=50"), 2, "unknown metric with a least score"),
        (("--min-score", "chrf"), 2, "not of the form NAME=VALUE"),
        (("--min-score", "chrf=x"), 2, "is no number"),
        (("--rule-level", "P101=loud"), 2, "unknown level of a rule"),
        (("--config", "none.toml"), 2, "cannot be read"),
        (("--verdicts", "none.json"), 2, "cannot be read"),
        (("--changed-since", "HEAD"), 2, "git"),
    ],
)
@pytest.mark.usefixtures("project")
def test_gates_and_their_misuse(options: tuple[str, ...], code: int, says: str) -> None:
    found, said = call("check", *options, "--format", "text")
    assert (found, says in said) == (code, True), said


def test_a_least_score_fails_and_passes(project: Path) -> None:
    (project / "new.jsonl").write_text(
        '{"source": "他说。", "target": "He spoke.", "reference": "He said so."}\n', encoding="utf-8"
    )
    code, said = call("check", "--min-score", "chrf=90", "--format", "text")
    assert code == 1
    assert "gate failed: chrf " in said
    assert call("check", "--min-score", "chrf=5")[0] == 0


def test_a_baseline_is_kept_true(project: Path) -> None:
    known = project / "known.json"
    assert call("baseline", "write", "-o", known)[0] == 0
    assert call("check", "--baseline", known)[0] == 0
    assert call("baseline", "check", "-o", known)[0] == 0
    table = project / "new.jsonl"
    table.write_text(
        table.read_text(encoding="utf-8").replace("He Zhiyang", "He Zhiyuan").replace("Li Ming", "Li Ning"),
        encoding="utf-8",
    )
    code, said = call("baseline", "check", "-o", known)
    assert (code, said) == (1, f"{known.as_posix()}: 0 still there, 1 gone, 1 new\n")
    assert call("baseline", "update", "-o", known, "--shrink")[0] == 0
    assert json.loads(known.read_text(encoding="utf-8"))["findings"] == {}
    assert call("baseline", "update", "-o", known)[0] == 0
    assert len(json.loads(known.read_text(encoding="utf-8"))["findings"]) == 1
    assert call("baseline", "update", "-o", project / "never.json")[0] == 2


def test_a_level_on_the_line_wins_however_the_file_names_the_rule(project: Path) -> None:
    with (project / "transcheck.toml").open("a", encoding="utf-8") as file:
        file.write('garbled-name = "neutral"\n')
    assert call("check", "--show-unsure")[0] == 0
    assert call("check", "--rule-level", "P101=critical")[0] == 1
    assert call("check", "--rule-level", "P=critical")[0] == 1


def test_patterns_of_files_count_from_the_configuration(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (project / "transcheck.toml").open("a", encoding="utf-8") as file:
        file.write('[file-ignores]\n"new.jsonl" = ["P1"]\n')
    assert call("check")[0] == 0
    assert call("check", str(project / "new.jsonl"))[0] == 0
    (project / "below").mkdir()
    monkeypatch.chdir(project / "below")
    assert call("check")[0] == 0


@pytest.mark.parametrize("text", ["[min-score]\nbleu = nan", "max-penalty = inf"])
def test_a_gate_that_nothing_can_fail_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "transcheck.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="is no figure"):
        read_choices(path)


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "transcheck.toml"
    path.write_text("jobs = 2", encoding="utf-8-sig")
    assert read_choices(path) == Choices(jobs=2)
