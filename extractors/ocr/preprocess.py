"""A scan made easy to read: stamps lightened, the paper's shade taken out, upright, straight, about 250 dpi."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.ocr.engine import OcrEngine, Orientation
from extractors.ocr.render import PagePixels
from extractors.ocr.shapes import find_shapes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WORKING_DPI = 250.0  # finer costs time and reads no better
MAX_SKEW = 5.0  # degrees looked at on each side
_SMALL_SKEW = 0.04  # not worth a resampling
_SATURATED = 60  # of 255: the colour of a stamp or of ink, not of yellowed paper or JPEG noise
_TINTED = 22  # the same for thin strokes of a stamp already found: JPEG washes their colour out
_PAPER = 215  # grey values from which a pixel of an evened page is paper
_PRINT = 85  # of 255: the brightest channel of black print is darker
_STAMP_INCHES = 0.35  # a coloured shape larger than this is a stamp or a signature, a smaller one a letter
_SIDEWAYS = 1.25  # how much sharper the columns' profile must be than the rows' to call a page sideways
_ORIENTATION_DPI = 150.0
ORIENTATION_BELIEVED = 1.5  # of Tesseract's confidence


@dataclass(frozen=True, slots=True)
class ReadyPage:
    """``grey`` is black on white at ``dpi``; ``turned`` clockwise degrees, ``skew`` degrees taken out."""

    grey: NDArray[np.uint8]
    dpi: float
    tint: NDArray[np.uint8] | None = None  # 255 where the page is coloured, half as fine as ``grey``
    turned: int = 0
    turn_confidence: float | None = None  # the engine's, None where nobody had to be asked
    skew: float = 0.0


def prepare(pixels: PagePixels, engine: OcrEngine, *, seconds: float) -> ReadyPage:
    """The page ready to be read. Only a page whose lines run up and down is given to the engine's orientation
    detection; one that is upside down shows itself by how badly it reads (see ``turn_over``)."""
    tint = coloured_parts(pixels.image, pixels.dpi)
    plain = pixels.image if tint is None else grey_without_stamps(pixels.image, tint, pixels.dpi)
    grey = even_light(to_grey(plain))
    turned, confidence = 0, None
    if lies_sideways(grey, pixels.dpi):
        turned, confidence = _which_side_up(grey, pixels.dpi, engine, seconds)
        grey = turn(grey, turned)
        tint = None if tint is None else turn(tint, turned)
    skew = skew_angle(grey, pixels.dpi)
    grey, dpi = straightened(grey, pixels.dpi, skew)
    tint = None if tint is None else _half_size(rotate(tint, skew, outside=0), grey.shape)
    return ReadyPage(_white_paper(grey), dpi, tint, turned, confidence, skew)


def turn_over(page: ReadyPage, confidence: float | None) -> ReadyPage:
    tint = None if page.tint is None else turn(page.tint, 180)
    return ReadyPage(turn(page.grey, 180), page.dpi, tint, (page.turned + 180) % 360, confidence, page.skew)


def to_grey(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    import cv2
    import numpy as np

    return image if image.ndim == 2 else np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def coloured_parts(image: NDArray[np.uint8], dpi: float) -> NDArray[np.uint8] | None:
    """Mask (255) of what is strongly coloured; None where that is too little to matter or the image is grey."""
    import cv2
    import numpy as np

    if image.ndim == 2:
        return None
    mask = cv2.threshold(_spread(image), _SATURATED, 255, cv2.THRESH_BINARY)[1]
    return None if cv2.countNonZero(mask) < 0.002 * dpi * dpi else np.asarray(mask, dtype=np.uint8)


def _spread(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Brightest less darkest channel: 0 in grey, high in colour."""
    import cv2
    import numpy as np

    blue, green, red = cv2.split(image)
    brightest, darkest = cv2.max(cv2.max(blue, green), red), cv2.min(cv2.min(blue, green), red)
    return np.asarray(cv2.subtract(brightest, darkest), dtype=np.uint8)


def grey_without_stamps(image: NDArray[np.uint8], coloured: NDArray[np.uint8], dpi: float) -> NDArray[np.uint8]:
    """Grey values of a colour image, large coloured shapes (stamps, signatures) whitened, coloured letters kept.
    Black print under a stamp is dark in all channels and stays."""
    import cv2
    import numpy as np

    joined = cv2.dilate(coloured, np.ones((3, 3), np.uint8))
    inside = np.zeros_like(coloured)
    for left, top, width, height, _area in find_shapes(np.asarray(joined, dtype=np.uint8)).boxes[1:]:
        shorter, longer = min(width, height), max(width, height)
        if shorter > _STAMP_INCHES * dpi or (longer > 3 * _STAMP_INCHES * dpi and shorter > 0.6 * _STAMP_INCHES * dpi):
            inside[top : top + height, left : left + width] = 255
    brightest = image.max(axis=2) if inside.any() else None
    grey = to_grey(image)
    if brightest is None:
        return grey
    edge = cv2.bitwise_and(cv2.dilate(coloured, np.ones((7, 7), np.uint8)), inside)
    cleaned = np.where(edge > 0, brightest, grey)
    cleaned[(cv2.bitwise_and(_spread(image), inside) > _TINTED) & (brightest > _PRINT)] = 255
    return np.asarray(cleaned, dtype=np.uint8)


def _half_size(mask: NDArray[np.uint8], shape: tuple[int, ...]) -> NDArray[np.uint8]:
    import cv2
    import numpy as np

    small = cv2.resize(mask, (shape[1] // 2, shape[0] // 2), interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8)


def even_light(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Divide by the paper's own brightness, so that shadows and a dark background become white."""
    import cv2
    import numpy as np

    small = cv2.resize(grey, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 21)
    if int(paper.min()) > 235:
        return grey
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(paper, 60), scale=255), dtype=np.uint8)


def straightened(
    grey: NDArray[np.uint8], dpi: float, skew: float, wanted: float = WORKING_DPI
) -> tuple[NDArray[np.uint8], float]:
    """The page straight and near ``wanted`` dpi, in one resampling where it can be; then its resolution."""
    import cv2
    import numpy as np

    factor = wanted / dpi
    if 0.85 < factor < 1.18:
        factor = 1.0
    if factor < 0.8:  # a resampling that reads few of the pixels would skip strokes
        grey = np.asarray(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), dtype=np.uint8)
        dpi, factor = dpi * factor, 1.0
    if abs(skew) <= _SMALL_SKEW:
        if factor == 1.0:
            return grey, dpi
        bigger = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
        return np.asarray(bigger, dtype=np.uint8), dpi * factor
    return rotate(grey, skew, factor=factor), dpi * factor


def _white_paper(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Without the paper's grain. The engine packs every line of text as a PNG: grain costs it a tenth of its time."""
    import cv2
    import numpy as np

    levels = np.arange(256, dtype=np.uint8)
    levels[_PAPER:] = 255
    return np.asarray(cv2.LUT(grey, levels), dtype=np.uint8)


def ink_mask(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """255 where there is ink (Otsu's threshold, kept from calling a blank page's noise ink)."""
    import cv2
    import numpy as np

    level, mask = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    if level > 215:
        mask = cv2.threshold(grey, 170, 255, cv2.THRESH_BINARY_INV)[1]
    return np.asarray(mask, dtype=np.uint8)


def _small_ink(grey: NDArray[np.uint8], dpi: float, target: float) -> NDArray[np.uint8]:
    import cv2
    import numpy as np

    factor = min(1.0, target / dpi)
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return np.asarray(ink_mask(np.asarray(small, dtype=np.uint8)), dtype=np.uint8)


def lies_sideways(grey: NDArray[np.uint8], dpi: float) -> bool:
    """Whether the lines of text run up and down: the profile of ink over the columns is then sharper than over the
    rows. Ruled lines are taken out first, since a table has them both ways."""
    import cv2
    import numpy as np

    ink = _small_ink(grey, dpi, 100)
    for shape in ((35, 1), (1, 35)):
        rules = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
        ink = np.asarray(cv2.subtract(ink, cv2.dilate(rules, np.ones((3, 3), np.uint8))), dtype=np.uint8)
    if cv2.countNonZero(ink) < 200:
        return False

    def text_runs(picture: NDArray[np.uint8]) -> int:
        """Area of shapes at least 5 times longer than high, once near letters are joined along the row."""
        joined = cv2.morphologyEx(picture, cv2.MORPH_CLOSE, np.ones((1, 9), np.uint8))
        _, _, width, height, area = find_shapes(np.asarray(joined, dtype=np.uint8)).boxes[1:].T
        return int(area[(height >= 5) & (width > 3 * height)].sum())

    return text_runs(np.ascontiguousarray(np.rot90(ink))) > _SIDEWAYS * text_runs(ink)


def _which_side_up(grey: NDArray[np.uint8], dpi: float, engine: OcrEngine, seconds: float) -> tuple[int, float | None]:
    found = ask_orientation(grey, dpi, engine, seconds)
    if found is not None and found.degrees in {90, 270}:
        return found.degrees, found.confidence
    return 90, None  # most landscape pages are fed with their head to the left; a wrong guess is turned over later


def ask_orientation(grey: NDArray[np.uint8], dpi: float, engine: OcrEngine, seconds: float) -> Orientation | None:
    import cv2
    import numpy as np

    factor = min(1.0, _ORIENTATION_DPI / dpi)
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return engine.orientation(np.asarray(small, dtype=np.uint8), seconds=seconds)


def turn(image: NDArray[np.uint8], clockwise: int) -> NDArray[np.uint8]:
    import numpy as np

    return np.ascontiguousarray(np.rot90(image, -(clockwise // 90)))


def skew_angle(grey: NDArray[np.uint8], dpi: float) -> float:
    """Degrees by which the page must be turned counter-clockwise to be straight: where the profile of ink over the
    rows is sharpest."""
    import cv2
    import numpy as np

    ink = _small_ink(grey, dpi, 100)
    if cv2.countNonZero(ink) < 200:
        return 0.0
    rows, columns = np.nonzero(ink)
    step = len(rows) // 30_000 + 1
    rows, columns = rows[::step], columns[::step]
    centred = columns - ink.shape[1] / 2

    def sharpness(angle: float) -> float:
        moved = rows - centred * np.tan(np.radians(angle))
        profile = np.bincount(np.maximum(np.round(moved + ink.shape[1]), 0).astype(np.int64)).astype(np.float64)
        return float((np.diff(profile) ** 2).sum())

    best = max(np.arange(-MAX_SKEW, MAX_SKEW + 0.01, 0.25), key=sharpness)
    best = max(np.arange(best - 0.25, best + 0.26, 0.05), key=sharpness)
    return 0.0 if sharpness(best) < 1.03 * sharpness(0.0) else float(best)


def rotate(grey: NDArray[np.uint8], degrees: float, outside: int = 255, factor: float = 1.0) -> NDArray[np.uint8]:
    """Turned counter-clockwise about its middle, ``factor`` times as large."""
    import cv2
    import numpy as np

    height, width = grey.shape
    size = (round(width * factor), round(height * factor))
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, factor)
    matrix[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    turned = cv2.warpAffine(grey, matrix, size, flags=cv2.INTER_CUBIC, borderValue=(outside,))
    return np.asarray(turned, dtype=np.uint8)
