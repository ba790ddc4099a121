"""The names of all files that an exam folder or an output folder of a review may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from quizgen.model.illustrated import FIGURES

EXAM, ROSTER, KEY = "exam.yaml", "roster.csv", "secret.key"
POOL, QUESTIONS, FORMS, MANIFEST = "pool.jsonl", "questions.jsonl", "forms.jsonl", "manifest.jsonl"
README = "说明.txt"
LEDGER = "ledger.jsonl"
ACTS, LATE_FORMS = "acts.jsonl", "forms-added.jsonl"
"""What was done about people and questions since the exam was drawn; the forms drawn for those added."""
ANSWERS = "answers.jsonl"
SCORES, SIGNATURE, PUBLIC_KEY, NOTE = "scores.jsonl", "scores.sig", "scores.pub.pem", "签名说明.txt"

PENDING = ".pending"
"""A folder of this name holds a change that was decided but not yet completed."""

FIRST_ANSWERS, SECOND_ANSWERS = "answers", "answers-2"
MARKS, SECOND_MARKS, THIRD_MARKS = "marks", "marks-2", "marks-3"
DIFFERENCES = "差异.xlsx"
"""What people fill in, without the endings that entry and marking sheets may have (.xlsx, .csv)."""

REPLACED = "replaced"
"""What a build prints anew moves to ``replaced/0001/papers/001.pdf``, by the number of acts so far."""

PRINT_LIST = "印制清单.txt"
"""What is to be printed, on how much paper; a build writes it anew."""

ERRATA = "errata"
"""Slips with corrections, ``errata/0003.pdf``, by the number of the act."""

PACK = "pack"
"""What every room needs, ``pack/第一考场/座位表.pdf``: a folder a room."""

SCANS = "scans"
SCAN_PAGES, SCAN_DECISIONS = f"{SCANS}/pages.jsonl", f"{SCANS}/decisions.jsonl"
SCAN_PICTURES = f"{SCANS}/pages"
"""What was read from every scanned page, what people decided about it; the pages as small pictures."""
SCAN_CHECK, SCAN_CHECK_PAGE = f"{SCANS}/待核对.xlsx", f"{SCANS}/待核对.html"
SCAN_AUDIT, SCAN_AUDIT_PAGE = f"{SCANS}/抽查.xlsx", f"{SCANS}/抽查.html"
"""The lists for people, as a workbook and as a page: what is in doubt; what a second person reads again."""
SCAN_LISTS = (SCAN_CHECK, SCAN_CHECK_PAGE, SCAN_AUDIT, SCAN_AUDIT_PAGE)

ATTENDANCE = "attendance.jsonl"
"""Who came, as the sign-in sheets of the rooms say."""

PUBLISHED = "published"
PUBLISHED_BOOK, PUBLISHED_PDF = "成绩公布.xlsx", "成绩公布.pdf"
"""Lists of scores without names, ``published/0001/成绩公布.pdf``, by the number of the publication."""

RECHECKS = "rechecks"
RECHECK_REGISTER = "rechecks.jsonl"
"""Requests to have a score checked with their outcomes; ``rechecks/0001.xlsx`` is filled in by people."""

ANOMALY_BOOK, ANOMALY_TEXT = "anomalies.xlsx", "anomalies.txt"
"""Answers that agree beyond chance, for people to judge."""

SM2_SIGNATURE, SM2_PUBLIC_KEY = "scores.sm2.sig", "scores.sm2.pub.pem"
"""The second signature over the scores, by SM2 with SM3, where it was asked for."""

BUNDLES, BUNDLES_SIGNATURE, BUNDLES_KEY = "bundles.json", "bundles.sig", "bundles.pub.pem"
BUNDLES_SM2, BUNDLES_SM2_KEY = "bundles.sm2.sig", "bundles.sm2.pub.pem"
"""The list of sealed bundles that lies beside them, with its signatures."""

SPLITS, JOINED = "splits", "joined"
"""Who was given which bundle, one file a split; what the units returned, one folder a bundle."""

SHARDS = "shards"
"""What shares of a build noted, one folder a share, until a build takes it over."""

HISTORY = "history"
VERSIONED = (ANSWERS, SCORES, SIGNATURE, PUBLIC_KEY, SM2_SIGNATURE, SM2_PUBLIC_KEY)
"""What a new version of the scores replaces; the old ones move to ``history/0001/`` and so on."""

SCORE_BOOK, CARDS = "scores.xlsx", "cards"
UNIT_RESULTS = "by-unit"
"""Score workbooks and cards of a large exam, unit by unit."""
ANALYSIS_PDF, ANALYSIS_QUESTIONS, ANALYSIS_HTML = (
    "analysis.pdf",
    "analysis-questions.pdf",
    "analysis.html",
)
RESULTS = (
    *(SCORE_BOOK, ANALYSIS_PDF, ANALYSIS_QUESTIONS, ANALYSIS_HTML),
    *(CARDS, UNIT_RESULTS, ANOMALY_BOOK, ANOMALY_TEXT),
)
"""What ``exam results`` and ``anomalies`` make from the scores; it goes into the history with them."""

LIST, SUMMARY, REVIEW_CARDS = "清单.json", "汇总.xlsx", "成绩单"
"""What ``review attach`` writes beside the review documents."""

PaperLayout = Literal["a4", "a3", "large"]
PrintFormat = Literal["pdf", "docx"]
LAYOUTS: tuple[PaperLayout, ...] = ("a4", "a3", "large")


class Product(StrEnum):
    """A folder that a build fills; the value is its name."""

    PAPERS = "papers"
    KEYS = "keys"
    SHEETS = "sheets"


PRINTED = tuple(product.value for product in Product)
COMPACT_KEYS = f"{Product.KEYS}/compact"
"""How the names of the files begin that hold the answers of many forms."""

_SINGLE = frozenset(
    {*VERSIONED, NOTE, ACTS, LATE_FORMS, PRINT_LIST, SCAN_PAGES, SCAN_DECISIONS, *SCAN_LISTS}
    | {ATTENDANCE, RECHECK_REGISTER}
)
_ALL, _COMPACT = "all", "compact"
_NAMES = f"{FIRST_ANSWERS}|{SECOND_ANSWERS}|{MARKS}|{SECOND_MARKS}|{THIRD_MARKS}"
_ENTERED = re.compile(rf"({_NAMES})\.(xlsx|csv)|{DIFFERENCES}")
_SPLIT_FILE = re.compile(rf"{SPLITS}/\d{{4}}\.jsonl")
_JOINED_FILE = re.compile(
    rf"{JOINED}/\d{{4}}/({re.escape(LEDGER)}|{re.escape(SCORES)}|{re.escape(SIGNATURE)}|{re.escape(PUBLIC_KEY)})"
)
_SCAN_PICTURE = re.compile(rf"{SCAN_PICTURES}/[0-9a-f]{{16}}\.jpg")
_SHARD_FILE = re.compile(rf"{SHARDS}/\d{{4}}-\d{{4}}/({re.escape(MANIFEST)}|\.quizgen\.lock)")
_CARD = re.compile(rf"{CARDS}/[^/]+\.(pdf|docx)|{UNIT_RESULTS}/[^/]+\.(pdf|xlsx)")
_PUBLISHED = re.compile(rf"{PUBLISHED}/\d{{4}}/({PUBLISHED_BOOK}|{PUBLISHED_PDF})")
_RECHECK = re.compile(rf"{RECHECKS}/\d{{4}}(\.xlsx|\.pdf|\.docx)")
_KEPT = re.compile(rf"{HISTORY}/\d{{4}}/(.+)")
_FOLDERS = re.compile(
    rf"{FIGURES}|{ERRATA}|{PACK}(/[^/]+)?|{SPLITS}|{JOINED}(/\d{{4}})?"
    rf"|{SHARDS}(/\d{{4}}-\d{{4}})?"
    rf"|{SCANS}(/pages)?|{'|'.join(PRINTED)}|{CARDS}|{UNIT_RESULTS}|{HISTORY}(/\d{{4}}(/({CARDS}|{UNIT_RESULTS}))?)?"
    rf"|{PUBLISHED}(/\d{{4}})?|{RECHECKS}"
    rf"|{REPLACED}(/\d{{4}}(/({'|'.join(PRINTED)}|{PACK}(/[^/]+)?))?)?"
)


@dataclass(frozen=True, slots=True)
class FileSpec:
    """A file for one form: ``papers/001-a3.pdf``."""

    product: Product
    form: str
    layout: PaperLayout = "a4"
    format: PrintFormat = "pdf"

    @property
    def name(self) -> str:
        """The path inside the exam folder; no name of a person is ever in it."""
        return f"{self.product}/{self.form}{_layout_suffix(self.layout)}.{self.format}"

    @property
    def names(self) -> tuple[str, ...]:
        """All files that come with it: a sheet brings its geometry as JSON."""
        if self.product is Product.SHEETS:
            return self.name, f"{self.product}/{self.form}.json"
        return (self.name,)


def parse_spec(name: str) -> FileSpec | None:
    """The spec of a file name, None when no single form makes such a file."""
    folder, _, rest = name.partition("/")
    stem, _, ending = rest.rpartition(".")
    form, _, layout = stem.partition("-")
    if folder not in list(Product) or form in {_ALL, _COMPACT} or ending not in {"pdf", "docx", "json"}:
        return None
    known_layout = next((one for one in LAYOUTS if one == (layout or "a4")), None)
    if known_layout is None:
        return None
    return FileSpec(Product(folder), form, known_layout, "docx" if ending == "docx" else "pdf")


def specs_for(
    form: str, products: Sequence[Product], formats: Sequence[PrintFormat], layouts: Sequence[PaperLayout]
) -> Iterator[FileSpec]:
    """The files wanted of one form; keys come in A4 only, sheets as PDF only."""
    for format_ in formats:
        if Product.PAPERS in products:
            for layout in layouts:
                yield FileSpec(Product.PAPERS, form, layout, format_)
        if Product.KEYS in products:
            yield FileSpec(Product.KEYS, form, "a4", format_)
    if Product.SHEETS in products and "pdf" in formats:
        yield FileSpec(Product.SHEETS, form)


def merged_name(product: Product, layout: PaperLayout, suffix: str) -> str:
    """The file that holds many forms; ``suffix`` tells sides and batch."""
    return f"{product}/{_ALL}{_layout_suffix(layout)}{suffix}.pdf"


def _layout_suffix(layout: PaperLayout) -> str:
    return "" if layout == "a4" else f"-{layout}"


def shard_folder(number: int, of: int) -> str:
    """Where share ``number`` of a build divided into ``of`` notes what it made."""
    return f"{SHARDS}/{number:04d}-{of:04d}"


def split_name(version: int) -> str:
    """The file that says who was given which bundle in the split of this number, from 1."""
    return f"{SPLITS}/{version:04d}.jsonl"


def joined_folder(bundle: int) -> str:
    """Where the signed scores of a unit are kept that were returned for the bundle of this number, from 1."""
    return f"{JOINED}/{bundle:04d}"


def version_folder(number: int) -> str:
    """Where the scores before correction ``number`` are kept."""
    return f"{HISTORY}/{number:04d}"


def replaced_name(name: str, acts: int) -> str:
    """Where a printed file goes when the same is printed anew after so many acts."""
    return f"{REPLACED}/{acts:04d}/{name}"


def errata_name(number: int) -> str:
    """The file of the slips for the act of this number, from 1."""
    return f"{ERRATA}/{number:04d}.pdf"


def published_name(number: int, file: str) -> str:
    """A file of the publication of this number, from 1."""
    return f"{PUBLISHED}/{number:04d}/{file}"


def recheck_name(number: int, ending: str) -> str:
    """A file of the request of this number, from 1: the second reading (``.xlsx``), the letter."""
    return f"{RECHECKS}/{number:04d}{ending}"


def pack_name(room: str, file: str) -> str:
    """A file of a room."""
    return f"{PACK}/{room}/{file}"


def is_packed(name: str) -> bool:
    """Whether it belongs to what a room needs, printed or to be filled in."""
    return name.startswith(f"{PACK}/")


def is_filled_in(name: str) -> bool:
    """Whether it is a paper of a room that staff type into, so that it changes."""
    return is_packed(name) and name.endswith((".docx", ".xlsx"))


def is_replaced(name: str) -> bool:
    """Whether the file was put aside because the same was printed anew."""
    return name.startswith(f"{REPLACED}/")


def is_own_folder(name: str) -> bool:
    """Whether a folder of this name may stand in an exam folder."""
    return _FOLDERS.fullmatch(name) is not None


def is_entered_file(name: str) -> bool:
    """Whether people write this file: entry and marking sheets, second ones, decisions."""
    return _ENTERED.fullmatch(name) is not None


def holds_answers(name: str) -> bool:
    """Whether the file says what somebody answered."""
    kept = _KEPT.fullmatch(name)
    plain = kept[1] if kept else name
    second_reading = name.startswith(f"{RECHECKS}/") and name.endswith(".xlsx")
    if is_entered_file(name) or name.startswith(f"{SCANS}/") or second_reading:
        return True
    return plain in {ANSWERS, ANOMALY_BOOK, ANOMALY_TEXT}


def is_marking_file(name: str) -> bool:
    """Whether it may stand in an exam folder because of marking, or of what was done since it was drawn."""
    kept = _KEPT.fullmatch(name)
    if kept is not None:
        return kept[1] in VERSIONED or is_result(kept[1])
    return (
        name in _SINGLE
        or _PUBLISHED.fullmatch(name) is not None
        or _RECHECK.fullmatch(name) is not None
        or is_scan_picture(name)
        or _SPLIT_FILE.fullmatch(name) is not None
        or _JOINED_FILE.fullmatch(name) is not None
        or _SHARD_FILE.fullmatch(name) is not None
        or is_result(name)
        or is_entered_file(name)
    )


def scan_picture(digest: str) -> str:
    """Where the small picture of a scanned page is kept, by the digest of what was scanned."""
    return f"{SCAN_PICTURES}/{digest[:16]}.jpg"


def is_scan_picture(name: str) -> bool:
    """Whether it is the small picture of a scanned page."""
    return _SCAN_PICTURE.fullmatch(name) is not None


def is_result(name: str) -> bool:
    """Whether ``exam results`` or ``anomalies`` makes a file of this name."""
    return name in RESULTS or _CARD.fullmatch(name) is not None
