"""LSAT6: the published answers of 1,000 people to five items.

R. D. Bock and M. Lieberman, "Fitting a response model for n dichotomously scored items", Psychometrika 35
(1970); the same data as ``LSAT`` in the R package ltm.
"""

from __future__ import annotations

_PATTERNS = """
00000:3 00001:6 00010:2 00011:11 00100:1 00101:1 00110:3 00111:4 01000:1 01001:8 01011:16 01101:3 01110:2
01111:15 10000:10 10001:29 10010:14 10011:81 10100:3 10101:28 10110:15 10111:80 11000:16 11001:56 11010:21
11011:173 11100:11 11101:61 11110:28 11111:298
"""

FACILITY = (0.924, 0.709, 0.553, 0.763, 0.870)
ALPHA = 0.2949971922
STANDARD_ERROR = 0.8690666124
ITEM_REST = (0.1128326889, 0.1531781201, 0.1727789433, 0.1444280952, 0.1215964025)
EFFICIENCY_PERCENT = (18.48172207, 20.00266658, 21.88995437, 17.72019643, 18.77477125)
UPPER_LOWER = (0.1966244726, 0.6314580403, 0.8108766995, 0.5369901547, 0.3203469292)


def rows() -> list[tuple[int, ...]]:
    """One row for every person, 1 for a right answer."""
    counted = (entry.split(":") for entry in _PATTERNS.split())
    return [tuple(map(int, pattern)) for pattern, people in counted for _ in range(int(people))]
