"""The forms of an exam, made from its key with its frozen plan and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_uppercase

from quizgen.assemble.draw.derive import Streams, WordStream, paper_id
from quizgen.assemble.draw.groups import EnemiesEverywhere
from quizgen.assemble.draw.resit import frame_without, had_by_person, most_again
from quizgen.assemble.draw.sets import (
    FEW_ROUNDS,
    FEW_SETS,
    REDRAWS,
    ROUNDS,
    Dealer,
    Drawn,
    Frame,
    TooMuchOverlap,
)
from quizgen.assemble.draw.shuffle import (
    Columns,
    Options,
    Steps,
    arranged,
    both_arranged,
    chosen,
    disarranged,
)
from quizgen.assemble.plan.demands import drawing_limit
from quizgen.assemble.plan.pool import pool_digest
from quizgen.errors import QuizgenError
from quizgen.model.blueprint import Arrangement, Blueprint
from quizgen.model.digest import canonical_json, record_json, sha256_hex
from quizgen.model.exam import Form, FormItem, FormSection, Mode, PlanCell, PoolEntry
from quizgen.model.question import (
    AskedBody,
    CaseBody,
    EssayBody,
    FillBody,
    MatchingBody,
    MultipleBody,
    OrderingBody,
    Question,
    ShortBody,
    SingleBody,
    TrueFalseBody,
    option_texts,
)

_OF_PERSON = "candidate/"

Questions = Callable[[str], Question] | Mapping[str, Question]
"""Finds a question of the pool by its id."""


class CannotSeparate(QuizgenError):
    """The forms cannot be kept as different as the blueprint asks."""

    def __init__(self, code: str, limit: int, best: int) -> None:
        self.least = f"试卷 {code} 反复抽取，与前面的仍有 {best} 道相同"
        super().__init__(
            f"试卷 {code} 与前面的试卷至少有 {best} 道题相同，蓝图只允许 {limit} 道；"
            "请放宽 max_overlap、减少份数或补充题目。"
        )


class CannotAvoidEnemies(QuizgenError):
    """Enemies are so many that no form without them was found by drawing."""

    def __init__(self, ids: Sequence[str]) -> None:
        shown = "、".join(ids[:6]) + ("等" if len(ids) > 6 else "")  # noqa: PLR2004 - enough to recognise
        super().__init__(
            f"互斥题太密，反复抽取仍避不开（{shown}）；请减少 enemies，或在这些题的题型和专题中补充题目。"
        )


class MoreThanOne(QuizgenError):
    """One form was ordered in several copies."""

    def __init__(self, forms: int) -> None:
        super().__init__(f"“一份试卷”只能有 1 份，不能是 {forms} 份；要多份请用同题异序或平行卷。")


class RosterNotUsed(QuizgenError):
    """Candidates were given, but in this mode forms do not belong to single candidates."""

    def __init__(self) -> None:
        super().__init__("只有一人一卷才按名册制卷；请改用一人一卷，或不给名册。")


class DoubledCandidates(QuizgenError):
    """Two candidates have the same 编号, so their forms could not be told apart."""

    def __init__(self, numbers: Sequence[str]) -> None:
        super().__init__(f"名册里编号重复：{'、'.join(numbers)}；请改正名册。")


@dataclass(frozen=True, slots=True)
class Order:
    """Which forms are wanted: in individual mode one per candidate (编号), else ``forms`` of them."""

    mode: Mode
    candidates: Sequence[str]
    forms: int
    spare: int


@dataclass(frozen=True, slots=True)
class WantedForm:
    """One form to make: the set it belongs to, the name its order is derived from."""

    code: str
    name: str
    set_name: str
    candidate: str | None = None
    spare: bool = False


def make_forms(  # noqa: PLR0913 - everything a form depends on, all but the key by name
    key: bytes,
    *,
    blueprint: Blueprint,
    cells: Sequence[PlanCell],
    pool: Sequence[PoolEntry],
    questions: Questions,
    mode: Mode,
    candidates: Sequence[str] = (),
    forms: int = 1,
    spare: int = 0,
    as_before: bool = False,
) -> Iterator[Form]:
    """Make the forms one after another, the spare ones last.

    A pure function: the same arguments give the same forms in any process, on any Python version.
    ``candidates`` are the 编号 (individual mode only; one form each, ``forms`` is then ignored).
    ``as_before``: parallel forms as they were drawn until November 2026, to check an exam of that time.
    Raises MoreThanOne, RosterNotUsed or DoubledCandidates at once; CannotSeparate or
    CannotAvoidEnemies while forms are made.
    """
    wanted = _wanted(Order(mode, tuple(candidates), forms, spare))
    source = Streams(key, bound_to(blueprint, cells, pool))
    entries = sorted(pool, key=lambda entry: entry.id)
    frame = frame_of(cells, entries, len(blueprint.sections))
    dealer = Dealer(source, frame, exchanges=blueprint.exchanges)
    own = _own_dealers(source, frame, entries, blueprint) if any(entry.had for entry in pool) else None
    find = questions if callable(questions) else questions.__getitem__
    maker = FormMaker(key, source, entries, find, blueprint)
    limit = drawing_limit(blueprint)
    redraws = 0 if as_before else REDRAWS
    sets = (
        _parallel_sets(dealer, wanted, redraws)
        if mode is Mode.PARALLEL
        else _sets(dealer, wanted, blueprint, own)
    )
    return _made(maker, sets, wanted, limit)


def _wanted(order: Order) -> tuple[WantedForm, ...]:
    if order.mode is Mode.INDIVIDUAL:
        main = tuple(_for_candidates(order.candidates))
    else:
        if order.candidates:
            raise RosterNotUsed
        if order.mode is Mode.ONE and order.forms != 1:
            raise MoreThanOne(order.forms)
        main = tuple(WantedForm(code, f"form/{code}", "main") for code in _codes(order.forms))
    width = max(2, len(str(order.spare)))
    spares = (f"S{place:0{width}d}" for place in range(1, order.spare + 1))
    return (*main, *(WantedForm(code, f"spare/{code}", f"spare/{code}", spare=True) for code in spares))


def _codes(forms: int) -> Iterator[str]:
    for place in range(1, forms + 1):
        yield ascii_uppercase[place - 1] if forms <= len(ascii_uppercase) else f"{place:03d}"


def _for_candidates(candidates: Sequence[str]) -> Iterator[WantedForm]:
    doubled = sorted(number for number, times in Counter(candidates).items() if times > 1)
    if doubled:
        raise DoubledCandidates(doubled)
    width = max(3, len(str(len(candidates))))
    for place, number in enumerate(candidates, 1):
        name = f"{_OF_PERSON}{number}"
        yield WantedForm(f"{place:0{width}d}", name, name, candidate=number)


def bound_to(blueprint: Blueprint, cells: Sequence[PlanCell], pool: Sequence[PoolEntry]) -> tuple[str, ...]:
    """The digests that the streams are bound to: pool, blueprint, table, avoided questions of the pool."""
    used = {cell.group for cell in cells if cell.used}
    avoided = sorted(entry.id for entry in pool if entry.group in used)
    return (
        pool_digest(pool),
        sha256_hex(record_json(blueprint)),
        sha256_hex("\n".join(record_json(cell) for cell in cells)),
        sha256_hex(canonical_json(avoided)),
    )


def frame_of(cells: Sequence[PlanCell], entries: Sequence[PoolEntry], sections: int) -> Frame:
    """The frozen plan in plain integers; a question is its position among ``entries``."""
    place = {entry.id: position for position, entry in enumerate(entries)}
    count = 1 + max((cell.group for cell in cells), default=-1)
    groups: list[list[int]] = [[] for _ in range(count)]
    for position, entry in enumerate(entries):
        groups[entry.group].append(position)
    fixed = [False] * count
    for cell in cells:
        fixed[cell.group] = cell.fixed
    tables = tuple(
        tuple((cell.section, cell.group, cell.draws[variant]) for cell in cells)
        for variant in range(len(cells[0].draws))
    )
    enemies = {
        place[entry.id]: frozenset(place[enemy] for enemy in entry.enemies if enemy in place)
        for entry in entries
        if entry.enemies
    }
    return Frame(sections, tuple(map(tuple, groups)), tuple(fixed), tables, enemies)


def _made(
    maker: FormMaker,
    sets: Iterator[tuple[WantedForm, Drawn]],
    wanted: Sequence[WantedForm],
    limit: int | None,
) -> Iterator[Form]:
    try:
        for one, drawn in sets:
            yield maker.form(one, drawn)
    except EnemiesEverywhere as signal:
        raise CannotAvoidEnemies(maker.with_enemies(signal.groups)) from None
    except TooMuchOverlap as signal:
        code = next(one.code for one in wanted if one.set_name == signal.name)
        raise CannotSeparate(code, limit or 0, signal.best) from None


def _parallel_sets(
    dealer: Dealer, wanted: Sequence[WantedForm], redraws: int
) -> Iterator[tuple[WantedForm, Drawn]]:
    yield from zip(wanted, dealer.parallel("parallel", len(wanted), redraws=redraws), strict=True)


def _own_dealers(
    source: Streams, frame: Frame, entries: Sequence[PoolEntry], blueprint: Blueprint
) -> Callable[[str], Dealer]:
    """In a resit, who deals to each: from what that person has not had. They raise NothingFresh."""
    had = {_OF_PERSON + number: (number, places) for number, places in had_by_person(entries).items()}
    everybody, most = Dealer(source, frame, exchanges=blueprint.exchanges), most_again(blueprint)

    def own(name: str) -> Dealer:
        if name not in had:
            return everybody
        without = frame_without(frame, source, *had[name], most)
        return Dealer(source, without, exchanges=blueprint.exchanges)

    return own


def _sets(
    dealer: Dealer,
    wanted: Sequence[WantedForm],
    blueprint: Blueprint,
    own: Callable[[str], Dealer] | None,
) -> Iterator[tuple[WantedForm, Drawn]]:
    names = tuple(dict.fromkeys(one.set_name for one in wanted))
    limit = drawing_limit(blueprint)
    hard = blueprint.max_overlap is not None or len(names) <= FEW_SETS
    rounds = ROUNDS if hard else FEW_ROUNDS
    if limit is not None:
        drawn_sets = dealer.apart(names, limit, rounds, own)
    else:
        drawn_sets = ((dealer if own is None else own(name)).single(name) for name in names)
    waiting = iter(wanted)
    one = next(waiting, None)
    for name, drawn in zip(names, drawn_sets, strict=True):
        while one is not None and one.set_name == name:
            yield one, drawn
            one = next(waiting, None)


class FormMaker:
    """Turns a set of questions into a form: order of questions, choice and order of options."""

    def __init__(
        self,
        key: bytes,
        source: Streams,
        entries: Sequence[PoolEntry],
        find: Callable[[str], Question],
        blueprint: Blueprint,
    ) -> None:
        self._key = key
        self._blueprint = blueprint
        self._source = source
        self._entries = entries
        self._find = find
        self._options = lru_cache(maxsize=None)(self._options_of)

    def with_enemies(self, groups: Collection[int]) -> list[str]:
        """The ids in those groups that have enemies."""
        return [entry.id for entry in self._entries if entry.group in groups and entry.enemies]

    def form(self, one: WantedForm, drawn: Drawn) -> Form:
        """The form with the questions drawn for it."""
        sections = []
        for number, positions in enumerate(drawn):
            if self._blueprint.fixed_order(number):
                ordered = sorted(positions)
            else:
                words = self._source.words(one.name, f"order/{number}", expected=len(positions))
                ordered = words.shuffled(positions)
            sections.append(FormSection(items=tuple(self.item(one, position) for position in ordered)))
        return Form(
            code=one.code,
            paper_id=paper_id(self._key, one.code),
            candidate=one.candidate,
            spare=one.spare,
            headings=self._headings(one),
            sections=tuple(sections),
        )

    def _headings(self, one: WantedForm) -> tuple[int, ...]:
        """The printed order of the headings; empty where it is the blueprint's."""
        if self._blueprint.order.sections is Arrangement.FIXED:
            return ()
        written = range(len(self._blueprint.headings))
        order = tuple(self._source.words(one.name, "headings").shuffled(written))
        return () if order == tuple(written) else order

    def item(self, one: WantedForm, position: int) -> FormItem:
        """The question in this position among the entries, as the form prints it."""
        entry = self._entries[position]
        whole, parts = self._options(entry.id)
        return _printed(
            entry.id,
            entry.digest,
            self._arrange(one, entry.id, whole),
            tuple(
                self._arrange(one, f"{entry.id}/{number}", options) for number, options in enumerate(parts)
            ),
        )

    def _arrange(self, one: WantedForm, asked: str, arranging: Arranging | None) -> tuple[int, ...]:
        """Forms of one set show the same options, each in its own order."""
        match arranging:
            case None:
                return ()
            case Columns(left, right):
                return both_arranged(arranging, self._order(one, asked, left + right))
            case Steps(count):
                return disarranged(arranging, self._order(one, asked, count))
            case Options():
                return self._options_shown(one, asked, arranging)

    def _order(self, one: WantedForm, asked: str, expected: int) -> WordStream:
        return self._source.words(one.name, f"options/{asked}", expected=expected)

    def _options_shown(self, one: WantedForm, asked: str, options: Options) -> tuple[int, ...]:
        total = options.right + options.wrong
        if options.show < total:
            shown = chosen(options, self._source.words(one.set_name, f"show/{asked}", expected=total))
        else:
            shown = tuple(range(total))
        return arranged(shown, options.last, self._order(one, asked, total))

    def _options_of(self, id_: str) -> tuple[Arranging | None, tuple[Arranging | None, ...]]:
        question = self._find(id_)
        if isinstance(question, CaseBody):
            return None, tuple(map(options_of, question.parts))
        return options_of(question), ()


@lru_cache(maxsize=65536)
def _printed(
    question: str, digest: str, options: tuple[int, ...], parts: tuple[tuple[int, ...], ...]
) -> FormItem:
    """One record for equal items, which recur on many forms."""
    return FormItem(question=question, digest=digest, options=options, parts=parts)


Arranging = Options | Columns | Steps
"""What of a question is put in another order on every form."""


def options_of(body: AskedBody) -> Arranging | None:
    """The options of a question as numbers; None where it has none to be put in order."""
    match body:
        case SingleBody() | MultipleBody():
            texts = option_texts(body)
            right, wrong = len(body.correct), len(body.wrong)
            show = min(body.show or right + wrong, right + wrong)
            least = min(2, show - 1) if isinstance(body, MultipleBody) else 1
            last = tuple(texts.index(text) for text in body.last if text in texts)
            return Options(right=right, wrong=wrong, show=show, last=last, least_right=least)
        case MatchingBody():
            return Columns(len(body.pairs), len(body.pairs) + len(body.wrong))
        case OrderingBody():
            return Steps(len(body.items))
        case TrueFalseBody() | FillBody() | ShortBody() | EssayBody():
            return None
