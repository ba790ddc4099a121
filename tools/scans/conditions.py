"""Named conditions of scanning, and mixtures of them."""

from __future__ import annotations

from tools.scans.scanners import Scanner, varied
from tools.scans.strokes import Dice

CONDITIONS: dict[str, Scanner] = {
    "clean": Scanner(),
    "150 dpi": Scanner(dpi=150),
    "300 dpi": Scanner(dpi=300),
    "100 dpi": Scanner(dpi=100),
    "askew": Scanner(angle=4.5, table=90),
    "turned 90": Scanner(angle=90),
    "turned 180": Scanner(angle=180),
    "turned 270": Scanner(angle=270),
    "97 %": Scanner(scale_x=0.97, scale_y=0.97),
    "fit to page": Scanner(scale_x=0.955, scale_y=0.965, shift_x=2),
    "noise": Scanner(noise=9),
    "blur": Scanner(blur=0.13),
    "JPEG 35": Scanner(jpeg=35),
    "shadow": Scanner(shadow=0.5),
    "dark": Scanner(gain=0.72),
    "light": Scanner(tone=0.75),
    "photocopy": Scanner(steep=6, blur=0.06),
    "dither": Scanner(one_bit="dither", dpi=300, jpeg=0),
    "fax": Scanner(one_bit="fax", jpeg=0, blur=0.05),
    "bent": Scanner(bend=1.2, dpi=200),
    "streaks": Scanner(streaks=3),
    "one marker covered": Scanner(covered=1),
    "two markers covered": Scanner(covered=2),
    "cropped": Scanner(crop=8),
    "fold": Scanner(fold=True),
    "staple": Scanner(staple=True),
    "show-through": Scanner(through=0.09),
    "halftone": Scanner(halftone=True),
    "copy of a copy": Scanner(copies=2),
    "coffee over the strip": Scanner(coffee=True),
    "phone": Scanner(
        dpi=220, table=80, around=14, shadow=0.3, noise=4, blur=0.05, jpeg=80, bend=0.4,
        corners=((0.03, 0.02), (-0.02, 0.04), (-0.05, -0.03), (0.04, -0.02)),
    ),
    "phone, chat": Scanner(
        dpi=145, table=80, around=14, shadow=0.35, noise=4, blur=0.06, jpeg=55,
        corners=((0.05, 0.03), (-0.04, 0.02), (-0.02, -0.04), (0.03, -0.05)),
    ),
    "phone, aslant": Scanner(
        dpi=230, table=60, around=20, shadow=0.45, noise=6, blur=0.08, jpeg=70, bend=0.9,
        corners=((0.14, 0.10), (-0.13, 0.08), (-0.01, -0.02), (0.01, -0.03)),
    ),
    "phone, finger": Scanner(dpi=200, table=90, around=10, finger=True, shadow=0.25, noise=4, jpeg=75),
    "phone, glare": Scanner(dpi=220, table=70, around=12, glare=True, gain=0.75, noise=4, jpeg=80),
}  # fmt: skip
"""Each in its plain form; ``varied`` adds the small differences every scan has."""

_SCANNED = {
    "clean": 22, "150 dpi": 10, "300 dpi": 12, "100 dpi": 2, "askew": 5, "turned 90": 3, "turned 180": 6,
    "turned 270": 2, "97 %": 6, "fit to page": 3, "noise": 4, "blur": 3, "JPEG 35": 3, "shadow": 2, "dark": 3,
    "light": 2, "photocopy": 2, "dither": 2, "streaks": 2, "one marker covered": 1, "cropped": 1, "fold": 2,
    "staple": 2, "show-through": 3, "halftone": 6,
    "copy of a copy": 2,
}  # fmt: skip
_PHOTOGRAPHED = {
    "phone": 55,
    "phone, chat": 25,
    "phone, aslant": 10,
    "phone, finger": 4,
    "phone, glare": 3,
    "bent": 3,
}
MIXTURES = {"scans": _SCANNED, "phones": _PHOTOGRAPHED}
"""How often each condition in a pile of scans, in a pile of photos: a guess, not a count."""


def condition(mixture: str, dice: Dice) -> tuple[str, Scanner]:
    """A condition drawn from a mixture, or the one of that name, a little varied."""
    shares = MIXTURES.get(mixture)
    name = (
        mixture
        if shares is None
        else str(dice.choice(list(shares), p=[value / sum(shares.values()) for value in shares.values()]))
    )
    return name, varied(CONDITIONS[name], dice)
