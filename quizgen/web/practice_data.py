"""The practice pool as classic scripts: an index, plans of exams, questions by topic, spoken questions."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from pathlib import Path

from quizgen.assemble.draw.forest import Bed, Tree, plant
from quizgen.assemble.plan.impossible import ImpossibleBlueprint
from quizgen.assemble.plan.make import Plan
from quizgen.model.blueprint import Blueprint, Section
from quizgen.model.bookkeeping import Difficulty, Level, top_topic
from quizgen.model.digest import bank_digest, question_digest
from quizgen.model.kinds import KIND_SHORT_TITLES, Kind, ScoringRule
from quizgen.model.pack import Pack, address_of
from quizgen.model.question import Question
from quizgen.web.browser_data import (
    SELF_TEST_RESULT,
    BlueprintData,
    EntryRow,
    NamesData,
    PlanData,
    PoolData,
    SectionData,
    TreeData,
)
from quizgen.web.pages.state import BANK_FOLDER, REGISTER_FOLDER, pack_of
from quizgen.web.practice.plan_cache import mock_plan
from quizgen.web.practice.pool import PracticePool, practice_pool
from quizgen.web.practice.question import CitedPlaces, oral_data, question_data
from quizgen.web.script_files import NOTHING

INDEX, ORAL, PLANS = "pool", "oral", "plans"
"""The names of the scripts that hold no questions of a topic; those are q01, q02, …"""

_RULES = {
    ScoringRule.ALL_OR_NOTHING: "全部选对得满分，少选、错选都不得分",
    ScoringRule.HALF_IF_INCOMPLETE: "全部选对得满分，少选且无错得一半，有错选不得分",
    ScoringRule.PER_RIGHT_OPTION: "全部选对得满分，少选且无错按选对的项数得分，有错选不得分",
    ScoringRule.PLUS_MINUS: "按选对的项数得分，选错一项扣一项的分，扣到 0 为止",
    ScoringRule.PER_PAIR: "配对一对，得一份分",
    ScoringRule.FIXED_EACH: "全部选对得满分，少选且无错的每选对一项得固定的分，有错选不得分",
    ScoringRule.ADJACENT: "次序全对得满分，否则按前后相邻的两项排对的对数得分",
}
_NO_PACK = Pack()


def of_project(folder: str, name: str) -> str:
    """What a template asks for by the folder of the project; see ``script``."""
    return script(f"{folder}/{REGISTER_FOLDER}", f"{folder}/{BANK_FOLDER}", name, pack_of(folder)) or NOTHING


def script(register_folder: str, bank: str, name: str, pack: Pack = _NO_PACK) -> str:
    """One of the scripts: ``pool``, ``plans``, ``oral``, or ``q01`` … in the order of topics.yaml.

    A number without a topic gives an empty script; so does everything where there is no bank folder.
    Raises BrokenBank, ContentFaults, CannotRead.
    """
    if not Path(bank).is_dir():
        return ""
    pool = practice_pool(register_folder, bank)
    cited = CitedPlaces(pool.knowledge, pack.pages.sources)
    if name == INDEX:
        return f"window.quizgenPool={_json(_index(pool, pack, Path(register_folder).parent))};\n"
    if name == PLANS:
        return f"window.quizgenPlans={_json(_plans(pool))};\n"
    if name == ORAL:
        return f"window.quizgenOral={_json([oral_data(one, cited) for one in pool.oral])};\n"
    files = pool.files
    questions = {
        one.id: question_data(one, cited, pool.picture_of)
        for one in pool.questions
        if files[top_topic(one.topic)] == name
    }
    if not questions and name not in files.values():
        return ""
    return f"window.quizgenQuestions=Object.assign(window.quizgenQuestions||{{}},{_json(questions)});\n"


def names_of(pack: Pack) -> NamesData:
    """What the reader is told of kinds and rules."""
    return {
        "kinds": KIND_SHORT_TITLES,
        "rules": _RULES,
        "oral": "口答题",
        "result": SELF_TEST_RESULT,
        "draw": pack.draw,
    }


def _index(pool: PracticePool, pack: Pack, docs: Path) -> PoolData:
    """The index; a topic whose page is not among the pages in ``docs`` has none."""
    kinds, levels, depths, sources = list(Kind), list(Difficulty), list(Level), list(pool.knowledge.sources)
    names = pool.topics.names
    places = {name: place for place, name in enumerate(names)}
    rows: list[EntryRow] = []
    for one in pool.questions:
        bits = 0
        for fact in one.cites:
            bits |= 1 << sources.index(pool.knowledge.facts[fact].source)
        level = levels.index(one.difficulty)
        row = (one.id, kinds.index(Kind(one.kind)), places[one.topic], level, bits)
        rows.append(row if one.level is None else (*row, depths.index(one.level)))
    return {
        "digest": bank_digest(question_digest(one) for one in pool.questions)[:16],
        "kinds": kinds,
        "levels": levels,
        "depths": depths,
        "topics": list(names),
        "sources": [(source.id, source.short) for source in pool.knowledge.sources.values()],
        "files": {top: f"{name}.js" for top, name in pool.files.items()},
        "oral": f"{ORAL}.js",
        "plans": f"{PLANS}.js",
        "page": address_of(pack.pages.practice),
        "pages": {
            topic: address_of(page)
            for topic, page in pack.pages.topics.items()
            if topic in names and (docs / page).is_file()
        },
        "names": names_of(pack),
        "entries": rows,
        "blueprints": [_blueprint(one, pool) for one in pool.blueprints],
    }


def _blueprint(blueprint: Blueprint, pool: PracticePool) -> BlueprintData:
    """The data of a mock exam; not planned, but with the reason, where the practice pool cannot fill it.

    The reason names no question that is not open.
    """
    found: BlueprintData = {
        "id": blueprint.id,
        "title": blueprint.title,
        "minutes": blueprint.minutes,
        "pass": str(blueprint.pass_),
        "closedBook": blueprint.closed_book,
        "sections": [
            _section(one, heading.title) for heading in blueprint.headings for one in heading.sections
        ],
        "minima": {
            "topic": {name: str(points) for name, points in blueprint.minima.topic.items()},
            "part": {name: str(points) for name, points in blueprint.minima.part.items()},
        },
        "planned": True,
    }
    if only := _paper_only(blueprint):
        return {**found, "planned": False, "why": only, "paperOnly": only}
    try:
        mock_plan(blueprint, pool.questions)
    except ImpossibleBlueprint as error:
        why = str(error)
        for id_ in pool.askable.closed:
            why = why.replace(id_, "（不公开的题）")
        found["planned"], found["why"] = False, why
    return found


def _plans(pool: PracticePool) -> dict[str, PlanData]:
    """How each exam that the pool can fill is drawn; a question is its position among the entries."""
    found = {}
    for blueprint in pool.blueprints:
        if _paper_only(blueprint):
            continue
        with contextlib.suppress(ImpossibleBlueprint):  # the index gives the reason
            found[blueprint.id] = _plan(mock_plan(blueprint, pool.questions), pool.questions)
    return found


def _paper_only(blueprint: Blueprint) -> str:
    """Why a paper is not offered as a mock exam; empty: it is."""
    if blueprint.penalised:
        return "这份卷答错要倒扣分，网页里不倒扣，所以不作模拟考试；分专题练习照旧。"
    if any(quotas.bank for quotas in (blueprint.quotas, *(one.quotas for one in blueprint.sections))):
        return "这份卷要从几个题库里抽，网页里只有公开的练习题，所以不作模拟考试；分专题练习照旧。"
    if any(section.per_option is not None for section in blueprint.sections):
        return "这份卷的多选少选按每项固定的分计，网页里不这样计，所以不作模拟考试；分专题练习照旧。"
    return ""


def _section(section: Section, title: str) -> SectionData:
    found: SectionData = {
        "kind": section.kind,
        "title": title,
        "count": section.count,
        "points": str(section.points),
        "rule": section.rule,
        "part": section.part,
    }
    if section.continues:
        found["continues"] = True
    return found


def _plan(made: Plan, questions: Sequence[Question]) -> PlanData:
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
        "cells": [
            {"section": cell.section, "group": cell.group, "draws": list(cell.draws)} for cell in made.cells
        ],
        "groups": groups,
        "enemies": enemies,
        "trees": [_tree(tree) for tree in trees],
    }


def _tree(tree: Tree) -> TreeData:
    return list(tree.groups) if isinstance(tree, Bed) else (_tree(tree.left), _tree(tree.right))


def _json(value: object) -> str:
    """JSON that a script may hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("</", "<\\/").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
