"""What the README tells people to type exists, and CI types the same."""

from __future__ import annotations

import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from transcheck import __version__
from transcheck.cli import app
from transcheck.config.choices import Choices
from transcheck.config.file import read_choices

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

MANUAL = ROOT / "src" / "transcheck" / "manual"
TUTORIALS = {path.name: path.read_text(encoding="utf-8") for path in sorted(MANUAL.glob("*.md"))}
SAMPLE = (ROOT / "corpora" / "sample-repository" / "README.md").read_text(encoding="utf-8")
TEXTS = "\n".join((README, *TUTORIALS.values(), SAMPLE))

FENCED = re.findall(r"^```sh\n(.*?)^```$", TEXTS, re.DOTALL | re.MULTILINE)
SHELL_LINES = [line for block in FENCED for line in block.splitlines()]
# What CI configurations run: `run:` of GitHub, `script:` of GitLab.
YAML_LINES = re.findall(r"^[- ]*(?:run: |script: )?(transcheck .+)$", TEXTS, re.MULTILINE)
INLINE = [" ".join(found.split()) for found in re.findall(r"`(transcheck [^`]+)`", TEXTS)]


def simple_commands() -> Iterator[list[str]]:
    """The commands of the shell lines, each without the && that chains it."""
    for line in SHELL_LINES:
        for command in line.split("&&"):
            yield shlex.split(command)


def transcheck_calls() -> list[list[str]]:
    """The arguments of every call of transcheck that the README shows."""
    calls = [*simple_commands(), *map(shlex.split, [*YAML_LINES, *INLINE])]
    found = []
    for words in calls:
        names = [Path(word).name for word in words]
        if "transcheck" in names and "pip" not in names:
            found.append(words[names.index("transcheck") + 1 :])
    return found


@pytest.mark.parametrize("line", SHELL_LINES)
def test_shell_lines_are_well_formed(line: str) -> None:
    checked = subprocess.run(["bash", "-n", "-c", line], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("arguments", transcheck_calls(), ids=" ".join)
def test_commands_and_options_exist(arguments: list[str]) -> None:
    command = get_command(app)
    words = iter(arguments)
    for word in words:
        children = getattr(command, "commands", {})
        if not children:
            break
        assert word in children, f"no command {word!r}"
        command = children[word]
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in arguments if word.startswith("-")} <= known


def test_ci_snippets_are_seen() -> None:
    assert len([line for line in YAML_LINES if "check" in line]) >= 4


def test_every_command_is_in_the_readme() -> None:
    for name in getattr(get_command(app), "commands", {}):
        assert f"transcheck {name}" in README


@pytest.mark.parametrize("option", sorted(set(re.findall(r"`(--[a-z-]+)", README))))
def test_options_named_in_prose_exist(option: str) -> None:
    if option == "--record":
        assert option in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert option in known_options() | {"--help", "--record"}


def test_tutorials_are_there_for_each_user_and_named_in_the_readme() -> None:
    assert set(TUTORIALS) == {"batch.md", "ci.md", "editor.md"}
    for name in TUTORIALS:
        assert f"src/transcheck/manual/{name}" in README


def test_every_key_of_the_configuration_is_in_the_tutorial() -> None:
    for name in Choices.__struct_fields__:
        assert name.replace("_", "-") in TUTORIALS["ci.md"], name


def test_configurations_shown_are_read(tmp_path: Path) -> None:
    for number, block in enumerate(re.findall(r"^```toml\n(.*?)^```$", TEXTS, re.DOTALL | re.MULTILINE)):
        path = tmp_path / str(number) / "transcheck.toml"
        path.parent.mkdir()
        path.write_text(block, encoding="utf-8")
        read_choices(path)


def known_options() -> set[str]:
    commands = getattr(get_command(app), "commands", {}).values()
    return {option for command in commands for parameter in command.params for option in parameter.opts}


def test_files_named_exist() -> None:
    for path in re.findall(r"\]\((?!https?:)([^)]+)\)", README):
        assert (ROOT / path).exists(), path
    for path in re.findall(r"corpora/[a-z-]+", TEXTS):
        assert (ROOT / path).is_dir(), path


@pytest.mark.parametrize("name", ["run", "test"])
def test_ci_extracts_the_commands(name: str) -> None:
    """CI reads them between the marker and the end of the code block: one line, no other text."""
    block = re.search(rf"^<!-- {name} -->\n```sh\n(.+)\n```$", README, re.MULTILINE)
    assert block, f"no command marked {name}"
    assert block.group(1).startswith("python3 -m venv .venv && ")
    assert f"readme {name}" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_ci_is_well_formed() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111, "not executable"
    subprocess.run(["bash", "-n", script], check=True)
    assert subprocess.run(["bash", script, "--nonsense"], capture_output=True, check=False).returncode == 2


def test_torch_is_an_extra() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    assert not [
        d for d in [*project["dependencies"], *extras["dev"], *extras["test"]] if d.startswith("torch")
    ]
    assert [d for d in extras["neural"] if d.startswith("torch")]


def test_changelog_has_unreleased_on_top_and_then_this_version() -> None:
    headings = re.findall(r"^## (\S+)", CHANGELOG, re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert headings[1] == __version__
    sections = set(re.findall(r"^### (.+)$", CHANGELOG, re.MULTILINE))
    assert sections <= {"Findings change", "Interface", "Speed", "Fixes"}
