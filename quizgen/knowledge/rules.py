"""The permanent numbers of the knowledge rules with the fault each one finds."""

from __future__ import annotations

from quizgen.model.rule import Rule

BROKEN_FILE = Rule("K001", "文件读不了，或不是正确的 YAML")
NOT_A_LIST = Rule("K002", "文件不是由“- ”开头的各项组成的列表，或者是空的")
MISSING_FILE = Rule("K003", "缺少应有的数据文件")
STRAY_FILE = Rule("K004", "多出一个不认识的数据文件")
UNKNOWN_KEY = Rule("K005", "写了不认识的键")
MISSING_KEY = Rule("K006", "缺少必写的键")
WRONG_VALUE = Rule("K007", "值的类型或写法不对")
DOUBLE_ID = Rule("K008", "编号重复")
WRONG_HOME = Rule("K009", "事实放错了文件：编号、source 与文件名三者要一致")
UNKNOWN_SOURCE = Rule("K010", "引用的来源没有登记")
WRONG_COUNT = Rule("K011", "来源登记的事实条数与实际不符")
UNKNOWN_FACT = Rule("K012", "引用的事实不存在")
FOREIGN_FACT = Rule("K013", "引用了别的来源的事实")
UNLISTED_FACT = Rule("K014", "成员、步骤或判断引用的事实没有列入该条的 facts")
REPEATED_FACT = Rule("K015", "同一处把一条事实引用了两次")
UNKNOWN_SEE_ALSO = Rule("K016", "see_also 指向不存在的体系，或指向自己")
UNKNOWN_SYSTEM = Rule("K017", "程序所属的体系不存在，或属于别的来源")
STEP_NUMBERS = Rule("K018", "步骤编号不是从 1 起连续的")
DECISION_STEP = Rule("K019", "判断所在的步骤不存在")
REPEATED_STATEMENT = Rule("K020", "同一来源有两条事实的表述相同")
HALF_WIDTH = Rule("K021", "汉字之间用了半角标点")
UNPAIRED = Rule("K022", "引号、书名号或括号不成对")
UNEVEN_ROW = Rule("K023", "对照表一行的格数与表头不符")
DOUBLE_TERM = Rule("K024", "两个术语用了同一个写法")
NO_TEXT = Rule("K030", "原文文件夹里没有这个来源的原文")
OTHER_TEXT = Rule("K031", "原文与登记的不是同一份")
ANCHOR = Rule("K032", "定位短语在原文中不是恰好出现一次")
QUOTE = Rule("K033", "标为原文用语的文字在原文中找不到")
COPIED = Rule("K034", "照抄原文超过 20 个字")
OLD_RUNS = Rule("K035", "docs/_data/runs.txt（搜索用来说材料没有提到某词）不是由这些原文得来的")

RULES = (
    BROKEN_FILE,
    NOT_A_LIST,
    MISSING_FILE,
    STRAY_FILE,
    UNKNOWN_KEY,
    MISSING_KEY,
    WRONG_VALUE,
    DOUBLE_ID,
    WRONG_HOME,
    UNKNOWN_SOURCE,
    WRONG_COUNT,
    UNKNOWN_FACT,
    FOREIGN_FACT,
    UNLISTED_FACT,
    REPEATED_FACT,
    UNKNOWN_SEE_ALSO,
    UNKNOWN_SYSTEM,
    STEP_NUMBERS,
    DECISION_STEP,
    REPEATED_STATEMENT,
    HALF_WIDTH,
    UNPAIRED,
    UNEVEN_ROW,
    DOUBLE_TERM,
    NO_TEXT,
    OTHER_TEXT,
    ANCHOR,
    QUOTE,
    COPIED,
    OLD_RUNS,
)
"""All of them. K001 to K024 need the data only, K030 to K035 the source texts."""
