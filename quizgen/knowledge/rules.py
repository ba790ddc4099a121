"""The permanent numbers of the knowledge rules with the fault each one finds."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

BROKEN_FILE = "K001"
NOT_A_LIST = "K002"
MISSING_FILE = "K003"
STRAY_FILE = "K004"
UNKNOWN_KEY = "K005"
MISSING_KEY = "K006"
WRONG_VALUE = "K007"
DOUBLE_ID = "K008"
WRONG_HOME = "K009"
UNKNOWN_SOURCE = "K010"
WRONG_COUNT = "K011"
UNKNOWN_FACT = "K012"
FOREIGN_FACT = "K013"
UNLISTED_FACT = "K014"
REPEATED_FACT = "K015"
UNKNOWN_SEE_ALSO = "K016"
UNKNOWN_SYSTEM = "K017"
STEP_NUMBERS = "K018"
DECISION_STEP = "K019"
REPEATED_STATEMENT = "K020"
HALF_WIDTH = "K021"
UNPAIRED = "K022"
UNEVEN_ROW = "K023"
DOUBLE_TERM = "K024"
NO_TEXT = "K030"
OTHER_TEXT = "K031"
ANCHOR = "K032"
QUOTE = "K033"
COPIED = "K034"

RULES: Mapping[str, str] = MappingProxyType(
    {
        BROKEN_FILE: "文件读不了，或不是正确的 YAML",
        NOT_A_LIST: "文件不是由“- ”开头的各项组成的列表，或者是空的",
        MISSING_FILE: "缺少应有的数据文件",
        STRAY_FILE: "多出一个不认识的数据文件",
        UNKNOWN_KEY: "写了不认识的键",
        MISSING_KEY: "缺少必写的键",
        WRONG_VALUE: "值的类型或写法不对",
        DOUBLE_ID: "编号重复",
        WRONG_HOME: "事实放错了文件：编号、source 与文件名三者要一致",
        UNKNOWN_SOURCE: "引用的来源没有登记",
        WRONG_COUNT: "来源登记的事实条数与实际不符",
        UNKNOWN_FACT: "引用的事实不存在",
        FOREIGN_FACT: "引用了别的来源的事实",
        UNLISTED_FACT: "成员、步骤或判断引用的事实没有列入该条的 facts",
        REPEATED_FACT: "同一处把一条事实引用了两次",
        UNKNOWN_SEE_ALSO: "see_also 指向不存在的体系，或指向自己",
        UNKNOWN_SYSTEM: "程序所属的体系不存在，或属于别的来源",
        STEP_NUMBERS: "步骤编号不是从 1 起连续的",
        DECISION_STEP: "判断所在的步骤不存在",
        REPEATED_STATEMENT: "同一来源有两条事实的表述相同",
        HALF_WIDTH: "汉字之间用了半角标点",
        UNPAIRED: "引号、书名号或括号不成对",
        UNEVEN_ROW: "对照表一行的格数与表头不符",
        DOUBLE_TERM: "两个术语用了同一个写法",
        NO_TEXT: "原文文件夹里没有这个来源的原文",
        OTHER_TEXT: "原文与登记的不是同一份",
        ANCHOR: "定位短语在原文中不是恰好出现一次",
        QUOTE: "标为原文用语的文字在原文中找不到",
        COPIED: "照抄原文超过 20 个字",
    }
)
"""Rule number -> the fault, in Chinese. K001 to K024 need the data only, K030 to K034 the source texts."""
