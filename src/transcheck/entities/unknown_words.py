"""Runs of Chinese characters that no dictionary word covers, divided and tagged by jieba's hidden Markov model.

A state is a place in a word (B begin, M middle, E end, S single) and a part of speech. jieba's own decoder weighs
every pair of states of neighbouring characters; most pairs cannot follow one another (a word keeps its part of
speech to its end), so only those that can are weighed here: the same answer in a fraction of the time.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from transcheck.entities.dictionary import jieba_folder

State = tuple[str, str]
_UNSEEN = -3.14e100  # jieba's log probability of what was never seen


@dataclass(frozen=True, slots=True)
class _Model:
    """jieba's tables. States are numbered in the order of their names, which settles ties as jieba does."""

    states: tuple[State, ...]
    of_char: Mapping[str, Collection[int]]
    start: tuple[float, ...]
    before: tuple[Mapping[int, float], ...]  # for a state, the states it may follow
    shown_as: tuple[Mapping[str, float], ...]  # for a state, its characters

    def possible(self, char: str) -> Collection[int]:
        """The states a character was seen in; all, if it never was."""
        return self.of_char.get(char) or range(len(self.states))


@cache
def _model() -> _Model:
    following: Mapping[State, Mapping[State, float]] = _table("prob_trans")
    start, shown_as, of_char = _table("prob_start"), _table("prob_emit"), _table("char_state_tab")
    states = tuple(sorted(following))
    number = {state: i for i, state in enumerate(states)}
    before: list[dict[int, float]] = [{} for _ in states]
    for state, nexts in following.items():
        for after, probability in nexts.items():
            before[number[after]][number[state]] = probability
    return _Model(
        states,
        {char: [number[state] for state in found] for char, found in of_char.items()},
        tuple(start[state] for state in states),
        tuple(before),
        tuple(shown_as[state] for state in states),
    )


def _table(name: str) -> Mapping[Any, Any]:
    """A table of jieba.posseg, which is a Python file of its own."""
    path = jieba_folder() / "posseg" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"jieba_{name}", path)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"not in the package jieba: {path.name}", name="jieba")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    table: Mapping[Any, Any] = module.P
    return table


def divide(run: str) -> Iterator[tuple[str, str]]:
    """The words of a run of Chinese characters, each with its part of speech.

    >>> list(divide("屈谦"))
    [('屈谦', 'nr')]
    """
    path = _best_path(run)
    begin = done = 0
    for at, (place, tag) in enumerate(path):
        if place == "B":
            begin = at
        elif place in "ES":
            done, start = at + 1, at if place == "S" else begin
            yield run[start:done], tag
    if done < len(run):
        yield run[done:], path[done][1]


def _best_path(run: str) -> list[State]:
    """The likeliest states by Viterbi's algorithm."""
    model = _model()
    reached = {
        state: model.start[state] + model.shown_as[state].get(run[0], _UNSEEN)
        for state in model.possible(run[0])
    }
    origins: list[dict[int, int]] = []
    for char in run[1:]:
        step = _step(model, reached, char, model.possible(char)) or _step(
            model, reached, char, range(len(model.states))
        )
        reached = {state: score for state, (score, _) in step.items()}
        origins.append({state: origin for state, (_, origin) in step.items()})
    path = [max((score, state) for state, score in reached.items())[1]]
    for origin in reversed(origins):
        path.append(origin[path[-1]])
    return [model.states[state] for state in reversed(path)]


def _step(
    model: _Model, reached: Mapping[int, float], char: str, states: Collection[int]
) -> dict[int, tuple[float, int]]:
    """The best way to each of the states that can follow the reached ones: its score and the state before."""
    found: dict[int, tuple[float, int]] = {}
    for state in states:
        before = model.before[state]
        if sources := before.keys() & reached.keys():
            shown = model.shown_as[state].get(char, _UNSEEN)
            found[state] = max((reached[source] + before[source] + shown, source) for source in sources)
    return found
