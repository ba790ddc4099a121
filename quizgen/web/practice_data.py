"""The practice pool as classic scripts: an index, the questions by topic, the spoken questions."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from mkdocs.exceptions import BuildError

from quizgen.assemble.forest import Bed, Tree, plant
from quizgen.assemble.impossible import ImpossibleBlueprint
from quizgen.assemble.plan import Plan
from quizgen.bank.blueprints import load_blueprint
from quizgen.bank.load import load_bank
from quizgen.bank.oral import load_oral
from quizgen.bank.topics import B013, Topics
from quizgen.errors import ContentFaults, Problem, QuizgenError
from quizgen.files.passing import is_passing
from quizgen.knowledge.register import Knowledge
from quizgen.model.blueprint import Blueprint
from quizgen.model.digest import bank_digest, question_digest
from quizgen.model.oral import OralQuestion
from quizgen.model.question import KIND_TITLES, Difficulty, Kind, Question, top_topic
from quizgen.model.selftest import Askable
from quizgen.web.plan_cache import cache_folder, mock_plan
from quizgen.web.practice_question import oral_data, question_data
from quizgen.web.state import register

INDEX, ORAL = "pool", "oral"
"""The names of the scripts that hold no questions of a topic; those are q01, q02, …"""

_BLUEPRINTS = "blueprints"


@dataclass(frozen=True, slots=True)
class PracticePool:
    """What may be practised on the site; nothing of ``pool: exam`` gets in here."""

    topics: Topics
    questions: tuple[Question, ...]
    oral: tuple[OralQuestion, ...]
    blueprints: tuple[Blueprint, ...]
    knowledge: Knowledge
    askable: Askable

    @property
    def files(self) -> Mapping[str, str]:
        """Top topic -> the name of its script."""
        return {top: f"q{number:02}" for number, top in enumerate(self.topics.tree, 1)}


class BrokenBank(ContentFaults, BuildError):
    """The bank cannot be practised; every fault of it is in the sentence."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        sentence = "\n".join(["题库有错误：", *(str(problem) for problem in problems)])
        BuildError.__init__(self, sentence)


class TooManyTopics(QuizgenError, BuildError):
    """A bank has topics for which the site writes no file; ``lacking`` names the files."""

    def __init__(self, topics: int, lacking: Sequence[str]) -> None:
        self.lacking = tuple(lacking)
        files = "、".join(lacking)
        super().__init__(
            f"题库有 {topics} 个一级专题，网站缺少题目文件 {files}。"
            "请照 q01.js 在 quizgen/web/theme/assets/practice/ 里添上，"
            "再列入 mkdocs.yml 的 static_templates（见 docs/dev/practice.md）。"
        )


def script(register_folder: str, bank: str, name: str, templates: Collection[str] = ()) -> str:
    """One of the scripts: ``pool``, ``oral``, or ``q01`` … in the order of topics.yaml.

    A number without a topic gives an empty script; so does everything where there is no bank folder.
    ``templates`` are the files that the site writes (empty: not known). Raises TooManyTopics, BrokenBank,
    ContentFaults, CannotRead.
    """
    if not Path(bank).is_dir():
        return ""
    pool = practice_pool(register_folder, bank)
    lacking = [file for file in pool.files.values() if f"assets/practice/{file}.js" not in templates]
    if templates and lacking:
        raise TooManyTopics(len(pool.files), [f"{file}.js" for file in lacking])
    if name == INDEX:
        return f"window.quizgenPool={_json(_index(pool))};\n"
    if name == ORAL:
        return f"window.quizgenOral={_json([oral_data(one, pool.knowledge) for one in pool.oral])};\n"
    questions = {
        one.id: question_data(one, pool.knowledge)
        for one in pool.questions
        if pool.files[top_topic(one.topic)] == name
    }
    return f"window.quizgenQuestions=Object.assign(window.quizgenQuestions||{{}},{_json(questions)});\n"


def practice_pool(register_folder: str, bank: str) -> PracticePool:
    """The practice questions of a bank folder, read again only when a file has changed.

    Raises BrokenBank with every fault of the bank, its spoken questions and blueprints, ContentFaults for
    faults of the register, CannotRead.
    """
    folder = os.path.realpath(bank)
    stamps = tuple((path.name, path.stat().st_mtime_ns) for path in sorted(Path(folder).rglob("*.yaml")))
    return _practice_pool(os.path.realpath(register_folder), folder, stamps)


@lru_cache(maxsize=2)
def _practice_pool(
    register_folder: str,
    bank: str,
    stamps: tuple[tuple[str, int], ...],  # noqa: ARG001 - part of the key
) -> PracticePool:
    knowledge = register(register_folder)
    loaded = load_bank((Path(bank),), cache_folder=cache_folder())
    topics = loaded.banks[0].topics
    problems: list[Problem] = list(loaded.problems)
    if topics is None:
        problems.append(Problem(bank, None, B013.id, "没有可用的 topics.yaml", B013.mend))
    if topics is None or problems:
        raise BrokenBank(problems)
    oral, faults = load_oral(Path(bank), topics.names, None)
    problems += faults
    blueprints: list[Blueprint] = []
    for path in sorted((Path(bank) / _BLUEPRINTS).glob("*.yaml")):
        if is_passing(Path(path.name)):
            continue
        blueprint, faults = load_blueprint(path, str(path), topics.names)
        problems += faults
        blueprints += [] if blueprint is None else [blueprint]
    if problems:
        raise BrokenBank(problems)
    order = {name: place for place, name in enumerate(topics.names)}
    askable = Askable.of(topics.names, loaded.questions)
    open_ones = sorted(askable.open.values(), key=lambda one: (order[one.topic], one.id))
    return PracticePool(topics, tuple(open_ones), oral, tuple(blueprints), knowledge, askable)


def _index(pool: PracticePool) -> dict[str, Any]:
    kinds, levels, sources = list(Kind), list(Difficulty), list(pool.knowledge.sources)
    names = pool.topics.names
    places = {name: place for place, name in enumerate(names)}
    rows = []
    for one in pool.questions:
        bits = 0
        for fact in one.cites:
            bits |= 1 << sources.index(pool.knowledge.facts[fact].source)
        level = levels.index(one.difficulty)
        rows.append([one.id, kinds.index(Kind(one.kind)), places[one.topic], level, bits])
    return {
        "digest": bank_digest(question_digest(one) for one in pool.questions)[:16],
        "kinds": [kind.value for kind in kinds],
        "levels": [level.value for level in levels],
        "topics": names,
        "sources": [[source.id, source.short] for source in pool.knowledge.sources.values()],
        "files": {top: f"{name}.js" for top, name in pool.files.items()},
        "oral": f"{ORAL}.js",
        "entries": rows,
        "blueprints": [_blueprint(one, pool) for one in pool.blueprints],
    }


def _blueprint(blueprint: Blueprint, pool: PracticePool) -> dict[str, Any]:
    """What a mock exam is by; without a plan, and with the reason, where the practice pool cannot fill it.

    In a plan a question is its position among the entries. The reason names no question that is not open.
    """
    questions = pool.questions
    found: dict[str, Any] = {
        "id": blueprint.id,
        "title": blueprint.title,
        "minutes": blueprint.minutes,
        "pass": str(blueprint.pass_),
        "closedBook": blueprint.closed_book,
        "sections": [
            {
                "kind": section.kind.value,
                "title": section.title or KIND_TITLES[section.kind],
                "count": section.count,
                "points": str(section.points),
                "rule": None if section.rule is None else section.rule.value,
                "part": section.part,
            }
            for section in blueprint.sections
        ],
        "minima": {
            "topic": {name: str(points) for name, points in blueprint.minima.topic.items()},
            "part": {name: str(points) for name, points in blueprint.minima.part.items()},
        },
    }
    try:
        made = mock_plan(blueprint, questions)
    except ImpossibleBlueprint as error:
        why = str(error)
        for id_ in pool.askable.closed:
            why = why.replace(id_, "（不公开的题）")
        return {**found, "plan": None, "why": why}
    return {**found, "plan": _plan(made, questions)}


def _plan(made: Plan, questions: Sequence[Question]) -> dict[str, Any]:
    place = {question.id: position for position, question in enumerate(questions)}
    groups: list[list[int]] = [[] for _ in range(1 + max(cell.group for cell in made.cells))]
    for entry in made.pool:
        groups[entry.group].append(place[entry.id])
    enemies = {
        place[entry.id]: [place[enemy] for enemy in entry.enemies] for entry in made.pool if entry.enemies
    }
    counts = [0] * len(groups)
    for cell in made.cells:
        counts[cell.group] += sum(cell.draws)
    trees = plant(
        counts, len(made.cells[0].draws), groups, {one: frozenset(foes) for one, foes in enemies.items()}
    )
    return {
        "cells": [{"section": cell.section, "group": cell.group, "draws": cell.draws} for cell in made.cells],
        "groups": groups,
        "enemies": enemies,
        "trees": [_tree(tree) for tree in trees],
    }


def _tree(tree: Tree) -> list[Any]:
    """A bed as the list of its groups, a branch as the list of its two trees."""
    return list(tree.groups) if isinstance(tree, Bed) else [_tree(tree.left), _tree(tree.right)]


def _json(value: object) -> str:
    """JSON that a script may hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("</", "<\\/").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
