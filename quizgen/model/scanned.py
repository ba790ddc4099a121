"""What was read from the picture of a page of an answer sheet; plain data that can be kept as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from quizgen.model.sheet import BubbleKind, RegionKind


class PageOutcome(StrEnum):
    """What became of a picture; whether a page that was read came twice or is in doubt, others decide."""

    READ = "read"
    BLANK = "blank"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"


class PageReason(StrEnum):
    """Why a page was not read; the value is the sentence that people see, without its full stop."""

    EMPTY_PAPER = "白纸，没有内容"
    NO_SHEET = "不是答题卡：没有黑色方块，也没有答题卡的二维码"
    OTHER_EXAM = "是答题卡，但不是这些考试的：没有这个卷号的版面记录"
    OTHER_LAYOUT = "二维码里的页数同版面记录不一致，这一版答题卡不是这次考试印的"
    NO_CODE = "找到了黑色方块，但两个二维码都读不出；请重新扫描，或按卡上的姓名编号手工登记"
    CODES_DISAGREE = "同一页上读出了不同的答题卡的二维码；请一张一张地扫描"
    FEW_MARKERS = "黑色方块找不到三个，定不了位置；请把整张卡摊平，四角都在画面里，重新扫描"
    WARPED = "黑色方块的位置互相对不上；请摊平后重新扫描"
    NO_OUTLINES = "许多圆圈不在该在的地方（纸折了、弯了或被挡住）；请摊平后重新扫描"
    NO_FRAMES = "答题框的边不在该在的地方（纸折了、弯了或被挡住）；请摊平后重新扫描"
    SEVERAL_SHEETS = "一个画面里有两张以上的答题卡；请一张一张地扫描"
    TOO_SMALL = "图像太小，看不清圆圈；请用 150 至 300 dpi 的灰度重新扫描"


class PageWarning(StrEnum):
    """What makes a whole page suspect although it was read; the value is the sentence people see."""

    BENT = "纸不平，一部分圆圈是估计着找到的"
    LIGHT_GREY_LOST = "扫描把浅灰丢了（黑白方式或对比度过高），淡的铅笔可能看不见；请用灰度重新扫描"
    ONE_BIT = "黑白二值扫描，深浅看不出来；请用灰度重新扫描"
    STRIP_HIDDEN = "灰度对照条被盖住或弄脏，深浅没有校准"
    FEW_MARKERS = "只找到三个以下的黑色方块（边角缺损或被挡住）"
    LOW_RESOLUTION = "分辨率不到 100 dpi"


class MarkState(StrEnum):
    """Whether a bubble was filled; a doubtful one goes to a person."""

    EMPTY = "empty"
    MARKED = "marked"
    DOUBTFUL = "doubtful"


class MarkDoubt(StrEnum):
    """Why a bubble or a question goes to a person; the value is the clause that people see."""

    FAINT = "太淡，或者只涂了一部分"
    WEAKER = "比这张卡上别的填涂淡得多"
    CROSSED = "像是涂了又划掉"
    BESIDE = "圆圈外面有笔迹"
    ACROSS = "像是一条划过圆圈的线"
    NO_OUTLINE = "这里找不到圆圈的边"
    RED = "红笔，可能是批改的笔迹（这张卡上别的笔迹不是红的）"
    FADED = "印的圆圈在这里变淡了（反光、磨损），笔迹也可能看不见"
    SEVERAL = "只能选一个，却涂了不止一个"
    MAYBE_BLANK = "像是没有作答，但有痕迹"


@dataclass(frozen=True, slots=True)
class PagePlace:
    """Where a picture came from: the file as the user named it, the page in it from 1, of how many."""

    file: str
    page: int = 1
    pages: int = 1

    def __str__(self) -> str:
        return f"{self.file} 第 {self.page} 页" if self.pages > 1 else self.file


@dataclass(frozen=True, slots=True)
class BoxMm:
    """A rectangle on the paper in millimetres from its left and top edge."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class MarkReading:
    """One bubble: ``ink`` and ``covered`` are shares from 0 to 1.

    ``ink`` is the mean darkness inside the circle beyond that of this page's own empty bubbles with the
    same letter (1: as black as print), ``covered`` the share of the circle that is clearly darker.
    ``confidence`` is how many times (as a natural logarithm) the ink is above or below the line between
    empty and marked; 0 is on the line.
    """

    option: str
    state: MarkState
    ink: float
    covered: float
    confidence: float
    doubts: tuple[MarkDoubt, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionReading:
    """The bubbles of one printed number (``61``, ``91(2)``, ``编号3``) in the order they stand in.

    ``doubts`` are those of its bubbles and its own: when there is one, the question goes to a person.
    ``box`` is the part of the page to show, in millimetres as found on this page.
    """

    question: str
    kind: BubbleKind
    marks: tuple[MarkReading, ...]
    doubts: tuple[MarkDoubt, ...]
    box: BoxMm

    @property
    def marked(self) -> tuple[str, ...]:
        """The options that were clearly marked."""
        return tuple(one.option for one in self.marks if one.state is MarkState.MARKED)

    @property
    def doubtful(self) -> tuple[str, ...]:
        """The options of which a person decides whether they are marked."""
        return tuple(one.option for one in self.marks if one.state is MarkState.DOUBTFUL)

    @property
    def confidence(self) -> float:
        """That of the least certain bubble."""
        return min(one.confidence for one in self.marks)


@dataclass(frozen=True, slots=True)
class WrittenReading:
    """A box that an answer is written in: ``part`` counts the boxes of one answer from 1.

    ``ink_mm2`` is the ink in it that was not printed there, ``blank`` whether that is none: a proposal, for
    people read what is written. ``box`` is the part of the page to show.
    """

    question: str
    part: int
    kind: RegionKind
    box: BoxMm
    ink_mm2: float
    blank: bool


@dataclass(frozen=True, slots=True)
class PageSight:
    """How to find the paper in the picture: rows of the 3 × 3 projective matrix from mm to pixels.

    ``dots_per_mm`` is the scale at the middle of the page, ``markers`` the ids of the markers it rests on.
    """

    matrix: tuple[float, ...]
    dots_per_mm: float
    markers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PageReading:
    """One picture of a page: what it is, and when it was read everything on it.

    ``digest`` is the SHA-256 of the picture, ``reason`` says why it was not read, ``paper_id``,
    ``serial``, ``page`` and ``pages`` are what its code says (empty and 0: none was read; a foreign or an
    unreadable page may have them). ``number`` holds the digits of the 编号 from the left (none: no bubbles
    for it on this page), ``number_box`` is where it is written by hand, ``questions`` are the others in
    the order printed, ``written`` the boxes.
    """

    place: PagePlace
    digest: str
    outcome: PageOutcome
    reason: PageReason | None = None
    paper_id: str = ""
    form_code: str = ""
    serial: int = 0
    page: int = 0
    pages: int = 0
    warnings: tuple[PageWarning, ...] = ()
    number: tuple[QuestionReading, ...] = ()
    questions: tuple[QuestionReading, ...] = ()
    number_box: BoxMm | None = None
    sight: PageSight | None = None
    written: tuple[WrittenReading, ...] = ()

    @property
    def candidate(self) -> str:
        """The 编号 from its digits, ``?`` where one is doubtful, blank or double."""
        return "".join(
            one.marked[0] if len(one.marked) == 1 and not one.doubts else "?" for one in self.number
        )


@dataclass(frozen=True, slots=True)
class FileFault:
    """A file, or a page of it, that no picture could be got from; ``reason`` is a Chinese clause."""

    place: PagePlace
    reason: str

    def __str__(self) -> str:
        return f"{self.place}：{self.reason}"
