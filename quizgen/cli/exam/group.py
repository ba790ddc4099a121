"""``quizgen exam``: the group, whose commands are loaded when they are asked for."""

from __future__ import annotations

import click

from quizgen.cli.terminal.chinese import LazyGroup

_COMMANDS = {
    "new": "quizgen.cli.exam.making:new",
    "build": "quizgen.cli.exam.making:build",
    "add": "quizgen.cli.exam.people:add",
    "amend": "quizgen.cli.exam.people:amend",
    "withdraw": "quizgen.cli.exam.people:withdraw",
    "swap": "quizgen.cli.exam.questions:swap",
    "erratum": "quizgen.cli.exam.questions:erratum",
    "cancel": "quizgen.cli.exam.questions:cancel",
    "supersede": "quizgen.cli.exam.questions:supersede",
    "seats": "quizgen.cli.exam.seats:seats",
    "pack": "quizgen.cli.exam.pack:pack",
    "scan": "quizgen.cli.exam.scan:scan",
    "absences": "quizgen.cli.exam.absences:absences",
    "entry": "quizgen.cli.exam.entry:entry",
    "mark": "quizgen.cli.exam.marks:mark",
    "results": "quizgen.cli.exam.results:results",
    "publish": "quizgen.cli.exam.publish:publish",
    "recheck": "quizgen.cli.exam.recheck:recheck",
    "anomalies": "quizgen.cli.exam.anomalies:anomalies",
    "series": "quizgen.cli.exam.series:series",
    "together": "quizgen.cli.exam.series:together",
    "explain": "quizgen.cli.exam.explain:explain",
    "split": "quizgen.cli.exam.giving:split",
    "unit-key": "quizgen.cli.exam.unit:unit_key",
    "open": "quizgen.cli.exam.unit:open_",
    "return": "quizgen.cli.exam.unit:return_",
    "join": "quizgen.cli.exam.giving:join",
    "verify": "quizgen.cli.exam.verify:verify",
    "purge": "quizgen.cli.exam.marks:purge",
}


@click.group(
    cls=LazyGroup,
    elsewhere=_COMMANDS,
    example="quizgen exam new exams/2026-autumn --blueprint cadre-80 --mode one",
)
def exam() -> None:
    """组卷、印卷、登记、阅卷、核验。

    一次考试是一个文件夹：用 new 从题库和蓝图组卷，用 seats 排考场和座位，用 build 生成试卷、答案和答题卡，
    用 pack 做出每个考场的材料；有人增补、更正、退考，用 add、amend、withdraw，题要换、要改的用 swap、
    erratum，不考了用 cancel、supersede；考完用 scan 读扫描的答题卡，或用 entry 写出登记表，填好后用 mark
    阅卷，用 results 出成绩表、考情分析和成绩单，用 explain 逐题说明；随时可用 verify 核验。
    几次考试、几组人的成绩，用 series、together 合成一张表。
    各单位分头考的，用 split 分发，单位用 unit-key、open、return，最后用 join 收回。
    """
