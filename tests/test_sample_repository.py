"""A repository with translations and a gate: what passes, what fails, and what stays quiet, commit by commit."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = Path(__file__).resolve().parent.parent / "corpora" / "sample-repository"


class Repository:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def git(self, *arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=n", "-c", "user.email=e@example.org", *arguments],
            cwd=self.folder,
            check=True,
            capture_output=True,
        )

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "change")

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def transcheck(self, *arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "transcheck", *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def place(self, name: str, words: str) -> tuple[int, int]:
        text = (self.folder / name).read_text(encoding="utf-8")
        offset = text.index(words)
        return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)

    def check(self, *arguments: str) -> tuple[int, str]:
        return self.transcheck("check", "--format", "text", *arguments)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    folder = tmp_path / "repository"
    shutil.copytree(SAMPLE, folder)
    found = Repository(folder)
    found.git("init", "-q")
    found.commit()
    return found


def test_the_gate_passes_fails_and_stays_quiet(repository: Repository) -> None:
    code, said = repository.check()
    assert code == 0, said
    assert "no findings in 10 segments of 2 documents; 1 known" in said

    # An old error stays quiet when lines move.
    repository.edit("zh/school.md", "9月1日", "清晨，操场上很热闹。\n\n9月1日")
    repository.edit(
        "en/school.md", "On September 1", "In the early morning the playground was lively.\n\nOn September 1"
    )
    repository.commit()
    code, said = repository.check()
    assert code == 0, said
    assert "1 known" in said

    # A new error fails, and points at its place in the Markdown file.
    repository.edit("en/forum.md", "Vice Mayor Qiu Lihua", "Vice Mayor *Chou Lihua*")
    code, said = repository.check()
    assert code == 1
    assert "gate failed: 1 finding of severity major or worse" in said
    line, column = repository.place("en/forum.md", "Chou Lihua")
    assert f"en/forum.md\n  {line}:{column}  major  P105" in said

    # It is new as long as it is not committed; then it is old, and only the baseline minds.
    assert repository.check("--changed-since", "HEAD")[0] == 1
    repository.commit()
    assert repository.check("--changed-since", "HEAD")[0] == 0
    assert repository.check("--changed-since", "HEAD~1")[0] == 1
    assert repository.check()[0] == 1

    # A remark in the text excuses it, and the report says that something was excused.
    repository.edit(
        "en/forum.md",
        "The Green Development Forum opened",
        "<!-- transcheck: ignore P105 -->\nThe Green Development Forum opened",
    )
    code, said = repository.check()
    assert code == 0, said
    assert "; 1 known; 1 dismissed" in said


def test_a_fix_mends_the_markdown_and_shrinks_the_baseline(repository: Repository) -> None:
    code, said = repository.transcheck("fix", "-o", "fixed")
    assert (code, "1 correction, 0 findings left" in said) == (0, True), said
    repository.git("apply", "fixed/changes.diff")
    assert (repository.folder / "en" / "school.md").read_text(encoding="utf-8") == (
        repository.folder / "fixed" / "school.md"
    ).read_text(encoding="utf-8")
    assert repository.transcheck("baseline", "check", "-o", "known.json")[0] == 1
    assert repository.transcheck("baseline", "update", "-o", "known.json", "--shrink")[0] == 0
    assert repository.transcheck("baseline", "check", "-o", "known.json")[0] == 0


def test_a_revision_that_is_not_there_and_a_file_outside(repository: Repository, tmp_path: Path) -> None:
    assert repository.check("--changed-since", "nowhere")[0] == 2
    outside = tmp_path / "outside.jsonl"
    outside.write_text('{"target": "He spoke."}\n', encoding="utf-8")
    code, said = repository.check(str(outside), "--changed-since", "HEAD")
    assert (code, "not a git repository" in said or "outside" in said) == (2, True)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("en/forum.md", "Vice Mayor Qiu Lihua", "Mayor Qiu Lihua"),  # the words were there, in a longer sentence
        ("en/forum.md", "The city will build `12,000` new charging stations this year, with a total investment of 360 million yuan.\n", ""),
        ("zh/forum.md", "副市长仇立华", "市长仇立华"),
    ],
    ids=["target shortened", "sentence deleted", "source changed"],
)  # fmt: skip
def test_what_changed_is_judged_anew(repository: Repository, name: str, old: str, new: str) -> None:
    assert repository.check("--changed-since", "HEAD")[0] == 0
    repository.edit(name, old, new)
    code, said = repository.check("--changed-since", "HEAD")
    assert code == 1, said


def test_paragraphs_that_changed_places_are_judged_anew(repository: Repository) -> None:
    path = repository.folder / "en" / "forum.md"
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    at = next(number for number, block in enumerate(blocks) if block.startswith("The city"))
    blocks[at - 1], blocks[at] = blocks[at], blocks[at - 1]
    path.write_text("\n\n".join(blocks), encoding="utf-8")
    code, said = repository.check("--changed-since", "HEAD", "--fail-on", "minor")
    assert code == 1, said
    assert "A105" in said.split("(known)")[0]


def test_links_and_attributes_do_not_stand_in_the_way(repository: Repository) -> None:
    (repository.folder / "en" / "media").symlink_to("/nowhere/at/all")
    (repository.folder / ".gitattributes").write_text("* export-ignore\n", encoding="utf-8")
    repository.edit("en/forum.md", "Qiu Lihua attended", "Chou Lihua attended")
    repository.commit()
    assert (
        repository.check("--changed-since", "HEAD")[0] == 3
    )  # the broken link is reported, the old error is not
    assert "no findings" in repository.check("--changed-since", "HEAD")[1]


def test_the_same_error_in_a_new_document_is_new(repository: Repository) -> None:
    """A finding is known by its sentence: a new translation of the same sentence is no old one."""
    repository.edit("en/forum.md", "Qiu Lihua attended", "Chou Lihua attended")
    repository.commit()
    source = (
        "5月20日，绿色发展论坛在**湖州**开幕。副市长仇立华出席并致辞，农工党市委会主委单晓梅主持开幕式。\n"
    )
    (repository.folder / "zh" / "again.md").write_text(source, encoding="utf-8")
    (repository.folder / "en" / "again.md").write_text(
        "On May 20 the forum on green development began in **Huzhou**. Vice Mayor Chou Lihua was there and spoke; Shan Xiaomei, "
        "chairperson of the municipal committee of the Chinese Peasants' and Workers' Democratic Party, presided.\n",
        encoding="utf-8",
    )
    code, said = repository.check("--changed-since", "HEAD")
    assert code == 1, said
    assert "en/again.md" in said
