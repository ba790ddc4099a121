"""The main job on real input: from the question bank to papers, scores, review documents."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tools import demo_day, demo_marking

OUT = Path("build/demo")
ROSTER = """编号,姓名,单位,职务
2026001,测试甲,测试一局,局长
2026002,测试乙,测试一局,副局长
2026003,测试丙,测试一局,科长
2026004,测试丁,测试一局,科员
2026005,测试戊,测试二局,局长
2026006,测试己,测试二局,副局长
2026007,测试庚,测试二局,科长
2026008,测试辛,测试二局,
2026009,测试壬,测试三街道,书记
2026010,测试癸,测试三街道,主任
2026011,张三,测试三街道,委员
2026012,李四,测试三街道,委员
"""


def run(*arguments: str, expect: int = 0) -> None:
    """Run the tool as a user would; a failure ends the demo with the tool's own words."""
    print(f"\n$ quizgen {' '.join(arguments)}", flush=True)
    status = subprocess.run([sys.executable, "-m", "quizgen", *arguments], check=False).returncode  # noqa: S603
    if status != expect:
        sys.exit(f"退出码应当是 {expect}，却是 {status}。")
    if expect:
        print(f"（退出码 {status}，正是这里应有的）", flush=True)


def say(words: str) -> None:
    """Tell what somebody does between the commands."""
    print(f"\n—— {words}", flush=True)


def main() -> None:
    """Draw, print, enter, mark, analyse, attach, verify; then say what to open."""
    started = time.monotonic()
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    os.environ["QUIZGEN_SIGN_KEY"] = str(OUT / "signing.pem")
    roster = OUT / "roster.csv"
    roster.write_text(ROSTER, encoding="utf-8-sig")
    individual, pair = OUT / "individual", OUT / "ab"
    run("bank", "check", "question_bank")
    run(
        *("exam", "new", str(individual), "--blueprint", "cadre-80", "--mode", "individual"),
        *("--roster", str(roster), "--spare", "2", "--date", "2026-12-01"),
    )
    run(
        *("exam", "new", str(pair), "--blueprint", "cadre-80", "--mode", "parallel", "--forms", "2"),
        *("--date", "2026-12-01"),
    )
    run("exam", "build", str(individual))
    run("exam", "build", str(pair), "--size", "a4", "--size", "a3", "--large")
    run("exam", "verify", str(pair))
    shutil.copytree(individual, OUT / "scanned")
    demo_marking.scan_and_mark(run, say, OUT / "scanned", OUT / "扫描件.pdf")
    voided = demo_marking.enter_and_mark(run, say, individual)
    demo_marking.results(run, individual, voided)
    demo_marking.attach(run, say, individual, OUT)
    run("exam", "verify", str(individual))
    demo_marking.tamper(run, say, individual, OUT)
    day, bank = OUT / "day", OUT / "day-bank"
    shutil.copytree("question_bank", bank)
    say("考试的一天：60 人、3 个考场、4 种卷；换题、调走、写错名字、迟到、勘误、缺考、核分。")
    demo_day.play(run, say, day, bank, "short-20")
    run("site", "build", "--to", str(OUT / "site"))
    print(
        f"""
演示完成，用了 {time.monotonic() - started:.0f} 秒。可以打开看：
  {individual}/papers/all.pdf       12 人一人一卷和 2 份备用卷，合并供双面付印
  {individual}/sheets/all.pdf       对应的答题卡
  {individual}/keys/compact.pdf     全部试卷的速查答案
  {individual}/keys/001.pdf         001 号卷的答案、解析和出处
  {pair}/papers/A.pdf       A 卷（A4）；A-a3.pdf 为 A3 两栏，A-large.pdf 为大字卷
  {pair}/papers/A.docx      可编辑的 Word 试卷；B 卷题目不同、难度相同
  {pair}/keys/A.docx        Word 答案
  {individual}/exam.yaml            考试设定和细目表
  {individual}/answers.xlsx         登记表；差异.xlsx 是两人登记不同、由第三人裁定的地方
  {OUT}/扫描件.pdf          模拟的扫描件：12 人的答题卡；{OUT}/scanned/ 是读它、阅卷的那一份
  {individual}/scores.xlsx          成绩表：总表、分部分、按单位、未通过和补考、缺考
  {individual}/analysis.pdf         一页考情分析；analysis.html 是网页，analysis-questions.pdf 是各题统计
  {individual}/cards/               个人成绩单，PDF 和 Word
  {individual}/ledger.jsonl         台账；签名说明.txt 写着怎样只用 openssl 核对签名
  {OUT}/attached/          附上成绩的述职评议工作簿、评议表和汇总
  {day}/pack/              考试的一天：各考场的门贴、座位表、签到表、试卷袋封面、交接单……
  {day}/rechecks/0001.pdf  核分结果通知；{day}/published/ 是公布的成绩
  {OUT}/tampered/          改过一个分数的副本，核验指出了改动的那一格
  {OUT}/site/index.html    知识库网站，双击打开，不需要互联网"""
    )


if __name__ == "__main__":
    main()
