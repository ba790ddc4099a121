"""A small integer programme, handed to the HiGHS solver so that the same input gives the same answer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from quizgen.errors import QuizgenError

if TYPE_CHECKING:
    import highspy

_NODES = 20_000
"""Branch-and-bound nodes before the best table found is taken: a limit that no clock decides."""

_KEPT = 512
"""Programmes whose answers are remembered: an order changed a little asks most of them again."""

LinearTerm = tuple[int, float]
"""A column with its coefficient."""

_Column = tuple[float, float, float, bool]  # cost, lowest, highest value, whether an integer
_Row = tuple[float, float, tuple[LinearTerm, ...]]  # lowest, highest sum, its terms


class SolverFailed(QuizgenError):
    """The solver gave neither a solution nor a proof that there is none."""

    def __init__(self, status: str) -> None:
        super().__init__(f"细目表求解没有结果（{status}）；请减少配额的条数后重试。")


class Program:
    """Columns, rows and costs to be minimised; a column or row is known by its number."""

    def __init__(self) -> None:
        self._cost: list[float] = []
        self._low: list[float] = []
        self._high: list[float] = []
        self._whole: list[bool] = []
        self._rows: list[_Row] = []

    def column(self, high: float = math.inf, *, cost: float = 0, whole: bool = True) -> int:
        """A variable from 0 to ``high``; ``whole``: an integer."""
        self._cost.append(cost)
        self._low.append(0)
        self._high.append(high)
        self._whole.append(whole)
        return len(self._cost) - 1

    def price(self, column: int, cost: float) -> None:
        """Change the cost of a column."""
        self._cost[column] = cost

    def row(self, terms: Sequence[LinearTerm], low: float = -math.inf, high: float = math.inf) -> None:
        """A constraint: low ≤ Σ coefficient · column ≤ high."""
        self._rows.append((low, high, tuple(terms)))

    def minimise(self) -> tuple[int, ...] | None:
        """The cheapest values, rounded to integers; None when there is no solution. Raises SolverFailed."""
        if not self._cost:
            return () if all(low <= 0 <= high for low, high, _ in self._rows) else None
        columns = zip(self._cost, self._low, self._high, self._whole, strict=True)
        return _minimised(tuple(columns), tuple(self._rows))


@lru_cache(maxsize=_KEPT)
def _minimised(columns: Sequence[_Column], rows: Sequence[_Row]) -> tuple[int, ...] | None:
    """The answer to a programme, worked out once: the same programme always has the same answer."""
    import highspy  # noqa: PLC0415 - takes longer than everything else here; a kept plan does without

    highs = highspy.Highs()
    for name, value in _OPTIONS.items():
        highs.setOptionValue(name, value)
    highs.passModel(_model(columns, rows))
    highs.run()
    status = highs.getModelStatus()
    if status in {highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible}:
        return None
    solution = highs.getSolution()
    if status not in {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kSolutionLimit} or not (
        solution.value_valid
    ):
        raise SolverFailed(highs.modelStatusToString(status))
    return tuple(round(value) for value in solution.col_value)


def _model(columns: Sequence[_Column], rows: Sequence[_Row]) -> highspy.HighsLp:
    import highspy  # noqa: PLC0415 - as above

    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(columns), len(rows)
    model.col_cost_ = [cost for cost, _, _, _ in columns]
    model.col_lower_ = [low for _, low, _, _ in columns]
    model.col_upper_ = [high for _, _, high, _ in columns]
    model.row_lower_ = [low for low, _, _ in rows]
    model.row_upper_ = [high for _, high, _ in rows]
    starts, places, values = [0], [], []
    for _, _, terms in rows:
        places += [column for column, _ in terms]
        values += [float(coefficient) for _, coefficient in terms]
        starts.append(len(places))
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_, matrix.index_, matrix.value_ = starts, places, values
    kinds = highspy.HighsVarType
    model.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for _, _, _, whole in columns]
    return model


_OPTIONS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 1e-3,
    "mip_max_nodes": _NODES,
    "parallel": "off",
    "mip_heuristic_run_feasibility_jump": False,  # takes ten times as long as a small table itself
}
