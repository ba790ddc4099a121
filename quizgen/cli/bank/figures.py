"""The figures of a bank as tables, or as plain data for machines."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import click

from quizgen.bank.stats import BankStats, Coverage, KeyBias
from quizgen.cli.terminal.chinese import WIDTH
from quizgen.cli.terminal.present import show_table
from quizgen.markup.figures import percent_text
from quizgen.markup.width import wrap
from quizgen.model.bookkeeping import Difficulty
from quizgen.model.kinds import KIND_SHORT_TITLES, Kind


def show_stats(counted: BankStats) -> None:
    """Print the tables."""
    click.echo(f"在用 {counted.questions} 道题，停用 {counted.retired} 道。\n")
    _show_topics(counted)
    click.echo()
    _show_bias(counted.bias)
    click.echo()
    guesses = [
        (
            rate.strategy,
            KIND_SHORT_TITLES[rate.kind],
            percent_text(rate.score),
            percent_text(rate.chance),
            "是" if rate.gives_away else "",
        )
        for rate in counted.guesses
    ]
    show_table("不懂也能猜对多少", ("猜法", "题型", "得分", "碰巧", "偏高"), guesses)
    click.echo()
    if counted.coverage is None and counted.cites_facts:
        click.echo("没有知识登记（--knowledge），未统计覆盖。")
    elif counted.coverage is not None:
        _show_coverage(counted.coverage)


def _show_topics(counted: BankStats) -> None:
    kinds = [kind for kind in Kind if any(row.kinds[kind] for row in counted.topics)]
    titles = [KIND_SHORT_TITLES[kind] for kind in kinds]
    rows = [(row.topic, [*(row.kinds[kind] for kind in kinds), row.total]) for row in counted.topics]
    _show_summed("专题 × 题型", ("专题", *titles, "合计"), rows)
    click.echo()
    levels = [(row.topic, [row.difficulties[level] for level in Difficulty]) for row in counted.topics]
    _show_summed("专题 × 难度", ("专题", *Difficulty), levels)
    click.echo()
    cells = [
        (title, *(counted.count(kind, level) for level in Difficulty))
        for title, kind in zip(titles, kinds, strict=True)
    ]
    show_table("题型 × 难度", ("题型", *Difficulty), cells)


def _show_summed(title: str, heads: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]]) -> None:
    """A table of counts with their sums below."""
    sums = [sum(column) for column in zip(*(counts for _, counts in rows), strict=True)]
    show_table(title, heads, [(name, *counts) for name, counts in [*rows, ("合计", sums)]] if rows else [])


def _show_bias(bias: KeyBias) -> None:
    lengths = bias.lengths
    rights = "、".join(f"{right} 项 {count} 题" for right, count in bias.right_counts.items())
    by_chance = "、".join(
        f"{size} 个选项 {percent_text(share)}" for size, share in bias.positions_by_chance.items()
    )
    rows = [
        ("单选：正确项独自最长", percent_text(lengths.longest), percent_text(lengths.longest_by_chance)),
        ("单选：正确项独自最短", percent_text(lengths.shortest), percent_text(lengths.shortest_by_chance)),
        ("判断：正确的", percent_text(bias.true_share), "50%"),
    ]
    show_table("答案的偏向（含案例的小题）", ("项目", "实际", "碰巧"), rows)
    click.echo(
        f"单选 {lengths.singles} 题，判断 {bias.statements} 题，多选 {lengths.multiples} 题。"
        f"\n多选正确项平均 {float(lengths.right_mean):.1f} 字，错误项 {float(lengths.wrong_mean):.1f} 字。"
        f"\n多选正确项个数：{rights or '没有多选题'}。"
        f"\n单选答案落在每个字母的机会，打乱后应接近：{by_chance or '没有单选题'}。"
    )


def _show_coverage(coverage: Coverage) -> None:
    rows = [
        (row.title, row.questions, row.facts, row.cited, percent_text(Fraction(row.cited, row.facts or 1)))
        for row in coverage.sources
    ]
    show_table("各来源的事实（不计著录）", ("来源", "题数", "事实", "问到", "比例"), rows)
    missing = [fact for row in coverage.sources for fact in row.not_cited]
    _show_list(f"没有题目引用的事实 {len(missing)} 条", missing)
    click.echo()
    shelves = [
        (shelf.title, len(shelf.times), shelf.asked, sum(shelf.times.values()), f"{float(shelf.mean):.1f}")
        for shelf in coverage.shelves
    ]
    show_table("体系、程序、处置", ("条目", "个数", "问到", "题次", "平均"), shelves)
    for shelf in coverage.shelves:
        _show_list(f"没有题目问到的{shelf.title} {len(shelf.unasked)} 个", shelf.unasked)


def _show_list(title: str, ids: Sequence[str]) -> None:
    if ids:
        click.echo(f"{title}：")
        for line in wrap(" ".join(ids), WIDTH - 2):
            click.echo(f"  {line}")


def stats_data(counted: BankStats) -> dict[str, Any]:
    """The same figures for machines; shares are between 0 and 1."""
    bias, lengths = counted.bias, counted.bias.lengths
    return {
        "questions": counted.questions,
        "retired": counted.retired,
        "topics": [
            {
                "topic": row.topic,
                "kinds": row.kinds,
                "difficulties": row.difficulties,
                "cells": [
                    {"kind": kind, "difficulty": level, "count": count}
                    for (kind, level), count in sorted(row.cells.items())
                ],
                "total": row.total,
            }
            for row in counted.topics
        ],
        "bias": {
            "singles": lengths.singles,
            "longest": float(lengths.longest),
            "longest_by_chance": float(lengths.longest_by_chance),
            "longest_ids": lengths.longest_ids,
            "shortest": float(lengths.shortest),
            "shortest_by_chance": float(lengths.shortest_by_chance),
            "multiples": lengths.multiples,
            "right_mean": float(lengths.right_mean),
            "wrong_mean": float(lengths.wrong_mean),
            "right_counts": bias.right_counts,
            "statements": bias.statements,
            "true_share": float(bias.true_share),
            "positions_by_chance": {size: float(share) for size, share in bias.positions_by_chance.items()},
        },
        "guesses": [
            {
                "strategy": rate.strategy,
                "kind": rate.kind,
                "questions": rate.questions,
                "score": float(rate.score),
                "chance": float(rate.chance),
                "gives_away": rate.gives_away,
            }
            for rate in counted.guesses
        ],
        "coverage": None if counted.coverage is None else _coverage_data(counted.coverage),
    }


def _coverage_data(coverage: Coverage) -> dict[str, Any]:
    return {
        "sources": [
            {
                "source": row.source,
                "questions": row.questions,
                "facts": row.facts,
                "cited": row.cited,
                "not_cited": row.not_cited,
            }
            for row in coverage.sources
        ],
        "shelves": {shelf.title: shelf.times for shelf in coverage.shelves},
    }
