"""The steps behind 考情分析: mark the answers again and count them by group and by question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from quizgen.analysis.items import form_statistics
from quizgen.analysis.levels import LevelCollector
from quizgen.analysis.overview import most_missed, overview
from quizgen.analysis.questions import QuestionCollector
from quizgen.markup.figures import book_text, watched_text
from quizgen.markup.inline import accepted_answer, plain_text
from quizgen.markup.words import comparable
from quizgen.model.analysis import ExamAnalysis, OptionUse, QuestionReport, Reliability
from quizgen.model.answers import AnswerSheet, Attendance
from quizgen.model.exam import Mode
from quizgen.model.kinds import KIND_SHORT_TITLES, Kind
from quizgen.model.options import option_in_words
from quizgen.model.question import (
    AskedBody,
    EssayBody,
    FillBody,
    MatchingBody,
    MultipleBody,
    OrderingBody,
    Question,
    ShortBody,
    SingleBody,
    TrueFalseBody,
    asked_in,
    correct_indices,
    matched_texts,
    option_texts,
    options_of,
    right_places,
)
from quizgen.model.score import Change, ItemMark
from quizgen.model.shown import part_suffix
from quizgen.model.statistics import FEWEST, FormStatistic, ItemKey, QuestionStatistic
from quizgen.records.answers_file import stored_sheets
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.scores_file import Scores
from quizgen.workflows.marks.run import MarkingRun

MOST_MISSED = 6
"""Questions on the one-page summary."""

MOST_WRONG = 2
"""Wrong items named for each place of a 配对 or 排序."""

_NAMED_FORMS = 6


def analyse_exam(folder: ExamFolder, scores: Scores, ledger: str) -> ExamAnalysis:
    """Analyse a marked exam whose answers are still there; ``ledger`` is its marking's ledger hash.

    Memory use grows with the number of questions, not of people, except for the answers to shared forms.
    Raises DamagedAnswers, UnknownForm, AnswersDoNotFit, FormDoesNotFit, ChangeDoesNotFit.
    """
    head = scores.head
    run = MarkingRun(folder, head.changes)
    collector = QuestionCollector()
    by_level = LevelCollector({one.id: one.level for one in run.questions.values() if one.level is not None})
    codes: dict[frozenset[ItemKey], dict[str, None]] = {}
    individual = folder.exam.mode is Mode.INDIVIDUAL

    def marked() -> Iterator[tuple[AnswerSheet, Sequence[ItemMark]]]:
        for sheet in stored_sheets(folder.path):
            marks = run.marks(sheet)
            collector.add(sheet, marks)
            if sheet.attendance is Attendance.SAT:
                by_level.add(marks)
            if not individual and sheet.attendance is Attendance.SAT:
                items = frozenset((mark.question, mark.part) for mark in marks)
                codes.setdefault(items, {})[str(sheet.form)] = None
                yield sheet, marks

    forms = form_statistics(marked())
    questions = _reports(collector.statistics(), run, head.changes)
    book = book_text(closed=head.closed_book)
    watched = watched_text(supervised=head.supervised)
    return ExamAnalysis.model_validate(
        {
            "title": head.title,
            "terms": head.terms,
            "date": head.date,
            "full": head.full,
            "pass": head.pass_,
            "conditions": f"{book}，{watched}，第 {head.attempt} 次考试",
            "marked": f"{head.marked_at:%Y-%m-%d}",
            "ledger": ledger,
            "overview": overview(scores.candidates, head.full, head.pass_, unit=head.terms.unit),
            "individual": individual,
            "reliability": tuple(_reliability(one, codes) for one in forms),
            "most_missed": most_missed(questions, MOST_MISSED),
            "questions": questions,
            "changes": len(head.changes),
            "levels": by_level.mastery(),
            "unchecked": sorted({rule for bank in folder.exam.banks for rule in bank.rules_off}),
        }
    )


def _reliability(one: FormStatistic, codes: Mapping[frozenset[ItemKey], Mapping[str, None]]) -> Reliability:
    # A voided question is no item, but stands in what the form asked.
    names = sorted(
        {code for items, found in codes.items() if items.issuperset(one.questions) for code in found}
    )
    told = one.people >= FEWEST
    more = f" 等 {len(names)} 种" if len(names) > _NAMED_FORMS else ""
    return Reliability(
        forms="、".join(names[:_NAMED_FORMS]) + more or "—",
        people=one.people,
        items=len(one.items),
        alpha=one.alpha if told else None,
        standard_error=one.standard_error if told else None,
    )


def _reports(
    statistics: Sequence[QuestionStatistic], run: MarkingRun, changes: Sequence[Change]
) -> tuple[QuestionReport, ...]:
    by_id = {question.id: question for question in run.questions.values()}
    return tuple(_report(one, by_id[one.question], changes) for one in statistics)


def _report(one: QuestionStatistic, question: Question, changes: Sequence[Change]) -> QuestionReport:
    body = dict(asked_in(question))[one.part]
    accepted = {
        comparable(change.accept)
        for change in changes
        if change.question == one.question and change.part in {None, one.part} and change.accept
    }
    return QuestionReport(
        name=f"{one.question}{part_suffix(one.part)}",
        kind=KIND_SHORT_TITLES[Kind(body.kind)],
        stem=" ".join(plain_text(body.stem).split()),
        statistic=one,
        options=_options(one, body, accepted),
    )


def _options(one: QuestionStatistic, body: AskedBody, accepted: set[str]) -> tuple[OptionUse, ...]:
    match body:
        case SingleBody() | MultipleBody():
            names, right = option_texts(body), correct_indices(body)
            texts = tuple(map(option_in_words, options_of(body)))
            return tuple(
                OptionUse(
                    text=plain_text(texts[use.option]),
                    right=use.option in right or accepted_answer(names[use.option]) in accepted,
                    chosen=use.chosen,
                    shown=use.shown,
                )
                for use in one.options
            )
        case TrueFalseBody():
            counts = (("正确", True, one.true), ("错误", False, one.false))
            return tuple(
                OptionUse(
                    text=text,
                    right=body.answer is truth or text in accepted,
                    chosen=chosen,
                    shown=one.answered,
                )
                for text, truth, chosen in counts
            )
        case MatchingBody():
            lefts = tuple(plain_text(pair.left) for pair in body.pairs)
            return tuple(_places(one, body, lefts, matched_texts(body), accepted))
        case OrderingBody():
            steps = tuple(f"第 {number} 位" for number in range(1, len(body.items) + 1))
            return tuple(_places(one, body, steps, body.items, accepted))
        case FillBody() | ShortBody() | EssayBody():
            return ()


def _places(
    one: QuestionStatistic,
    body: MatchingBody | OrderingBody,
    names: tuple[str, ...],
    texts: tuple[str, ...],
    accepted: set[str],
) -> Iterator[OptionUse]:
    """For each place: how many people put the right item there, and which wrong items were most common."""
    people = {(count.place, count.item): count.people for count in one.places}
    for place, right in enumerate(right_places(body)):
        put = sorted((-count, item) for (at, item), count in people.items() if at == place and item != right)
        for item in (right, *(item for _, item in put[:MOST_WRONG])):
            text = f"{names[place]} → {plain_text(texts[item])}"
            yield OptionUse(
                text=text,
                right=item == right or comparable(f"{texts[place]}={texts[item]}") in accepted,
                chosen=people.get((place, item), 0),
                shown=one.answered,
            )
