"""What the note in an exam folder says: what each file is, which rules its questions were not held to."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.model.exam import Exam, unchecked_words

_README = """这个文件夹是一次考试。考前全部保密，只有本人可读。

exam.yaml        考试的设定和细目表
roster.csv       名册（编号、姓名、单位、职务）
secret.key       组卷密钥：没有它，试卷无法预知，也无法重新生成；请另存一份，专人保管
questions.jsonl  用到的试题全文（题库以后修改，不影响这次考试）
pool.jsonl       可抽的题目编号
forms.jsonl      每份试卷的题目和选项次序
papers/ keys/ sheets/   试卷、答案、答题卡（quizgen exam build 生成）
                 付印用各文件夹里的 all.pdf：双面印，每份都从正面起，奇数页的后面已经补了空白页
                 （A3 的 all-a3.pdf 选“沿短边翻转”，其余选“沿长边翻转”；大字的是 all-large.pdf）
                 单面印用 all-single.pdf（quizgen exam build . --single-sided 生成）
                 只有一份试卷的，没有 all.pdf：直接印 papers/A.pdf，份数在打印时选
印制清单.txt     要印哪些文件，各印几份、几张纸（quizgen exam build 每次运行时重写）
manifest.jsonl   已生成文件的校验值
ledger.jsonl     台账：何时由谁做了什么，只增不改，一行扣一行
acts.jsonl       组卷以后增补、更正、退考的人，换掉、勘误的题（quizgen exam add、amend、withdraw、swap、
                 erratum 写，有才有）；forms-added.jsonl 是为增补的人新组的试卷
errata/          勘误单；replaced/ 是改动以前印的，不要再用
scans/           扫描的答题卡读出了什么、谁核对过什么（quizgen exam scan 写，有才有）

考后还会有：
answers.xlsx     登记表（quizgen exam entry 生成，填好后阅卷）；answers.jsonl 是阅卷用的答案
marks.xlsx       简答、案例的评分表
scores.jsonl     成绩；scores.sig 是签名，怎样核对见 签名说明.txt
scores.xlsx      成绩表；analysis.pdf、analysis.html 考情分析；cards/ 个人成绩单
history/         更正之前的成绩，一版一个文件夹

下面的命令在这个文件夹里打开终端运行（. 就是这个文件夹；在别处运行时换成它的路径）：
继续生成：quizgen exam build .
登记：    quizgen exam entry .
填好后：  quizgen exam mark . --by 姓名
出成绩：  quizgen exam results .
核验：    quizgen exam verify .
"""


_OF_PICTURES = """
figures/         题目里的图片，文件名就是内容的校验值；组卷后不要修改
"""


def exam_note(exam: Exam, *, pictured: bool) -> str:
    """The text of ``说明.txt``; ``pictured``: there are pictures of questions."""
    insisted = [f"{one.rule}：{'、'.join(one.questions) or '整个题库'}" for one in exam.despite]
    note = _README + (_OF_PICTURES if pictured else "")
    note += _rules("组卷的人明知下面的题违反题库的检查规则（见 quizgen bank rules），仍照用：", insisted)
    head = "题库自己停用了下面的检查规则（见 quizgen bank rules），题目没有照它们查："
    return note + _rules(head, unchecked_words(exam))


def _rules(head: str, lines: Sequence[str]) -> str:
    """A paragraph, or nothing."""
    return "\n".join(["", head, *lines, ""]) if lines else ""
