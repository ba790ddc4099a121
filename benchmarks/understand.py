"""How long it takes to understand a bank in a text, with keys below the questions or at the end.

Run: ``python -m benchmarks.understand [--questions 5000]``; the target is under 20 s and under 500 MB.
"""

from __future__ import annotations

import argparse
import resource
import time

from quizgen.interchange.soundness import is_certain
from quizgen.interchange.text_file import text_document
from quizgen.interchange.understand.whole import understand

TARGET_S = 20.0
TARGET_MB = 500


def bank(count: int, *, below: bool) -> str:
    """A bank of single and multiple choices and statements to be judged, by kinds."""
    lines: list[str] = []
    keys: list[str] = []
    for place, title in enumerate(("单项选择题", "多项选择题", "判断题")):
        lines.append(f"{'一二三'[place]}、{title}（每题1分）")
        keys.append(lines[-1])
        for number in range(1, count // 3 + 1):
            key = ("ABCD"[number % 4], "ABC", "√×"[number % 2])[place]
            lines.append(f"{number}．编号 {place}-{number} 的设备应当由哪一级的人员检查并写下记录（　　）。")
            if place < 2:
                lines += [
                    f"{letter}．第 {number} 组的{word}人员"
                    for letter, word in zip("ABCD", "甲乙丙丁", strict=True)
                ]
            lines += [f"答案：{key}", f"解析：见第 {number} 条，B 项说的是别的事。"] if below else []
            keys.append(f"{number}.{key}")
    return "\n".join(lines if below else [*lines, "参考答案", *keys])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=5000)
    count = parser.parse_args().questions
    for below in (True, False):
        text = bank(count, below=below)
        wall, cpu = time.perf_counter(), time.process_time()
        understood = understand(text_document(text, "题库.txt"))
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        assert len(understood.drafts) == count // 3 * 3  # noqa: S101 - a benchmark of a wrong result is none
        assert all(is_certain(one) for one in understood.drafts)  # noqa: S101 - the same
        where = "below" if below else "at the end"
        print(f"{len(understood.drafts)} questions, keys {where}: {wall:.2f} s, {cpu:.2f} s CPU")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory: {peak:.0f} MiB")
    print(f"target: under {TARGET_S:.0f} s and {TARGET_MB} MB for 5000 questions")


if __name__ == "__main__":
    main()
