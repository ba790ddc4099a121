"""Whether answers were entered by one person and vouched for by another: read off the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from quizgen.markup.words import bare
from quizgen.model.ledger import Act, LedgerLine
from quizgen.records.names import FIRST_ANSWERS, MARKS, SECOND_ANSWERS, SECOND_MARKS

_FIRST, _SECOND = (FIRST_ANSWERS, MARKS), (SECOND_ANSWERS, SECOND_MARKS)


def files_of(names: Iterable[str], *, second: bool) -> tuple[str, ...]:
    """Of some files those of the first entry, or of the second."""
    stems = _SECOND if second else _FIRST
    return tuple(name for name in names if name.partition(".")[0] in stems)


def demanded(lines: Iterable[LedgerLine]) -> bool:
    """Whether the ledger says that two persons are needed from then on."""
    return any(line.act is Act.TWO_PERSON for line in lines)


def one_person_only(lines: Sequence[LedgerLine], entered: Mapping[str, str]) -> str | None:
    """Why files, as they are (digests by name), are the work of one person only; None: two vouched for them.

    The reason is a Chinese clause. The first entry must have been declared done as it is now, by name; then
    the second entry too, or the first must have been checked as it is now, by somebody else.
    """
    first = _digests(entered, second=False)
    if not first:
        return None
    done = _latest(lines, Act.ENTRY_DONE, first)
    if done is None:
        return "登记完的人还没有写名（exam entry 目录 --done --by 姓名），或写名以后登记又改过"
    second = _digests(entered, second=True)
    if second:
        other = _latest(lines, Act.ENTRY_DONE, second)
        missing = "第二份登记还没有写名（exam entry 目录 --second --done --by 姓名），或写名以后又改过"
    else:
        other = _latest(lines, Act.ENTRY_CHECKED, first)
        missing = "还没有另一个人核对（exam entry 目录 --checked --by 姓名），或核对以后登记又改过"
    if other is None:
        return missing
    if bare(other.by) == bare(done.by):
        return f"登记和核对写的是同一个人“{done.by}”"
    return None


def _digests(entered: Mapping[str, str], *, second: bool) -> dict[str, str]:
    return {name: entered[name] for name in files_of(entered, second=second)}


def _latest(lines: Sequence[LedgerLine], act: Act, digests: Mapping[str, str]) -> LedgerLine | None:
    """The last line of an act about exactly these files as they are."""
    return next((line for line in reversed(lines) if line.act is act and line.inputs == digests), None)
