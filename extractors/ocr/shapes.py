"""Connected shapes of ink, found once and used by all who look at a page: letters, rules, stamps."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MANY = 65_000  # shapes: more do not fit into labels of 16 bits, which cost a third of those of 32


class Shapes(NamedTuple):
    """``labels`` (height, width) say to which shape a pixel belongs, 0 is paper. ``boxes``: left, top, width, height
    and pixels of each shape, ``middles`` its centre (x, y); both with the paper as number 0."""

    labels: NDArray[np.uint16] | NDArray[np.int32]
    boxes: NDArray[np.int32]
    middles: NDArray[np.float64]

    def mask(self, keep: NDArray[np.bool_]) -> NDArray[np.uint8]:
        """255 where a shape is kept (``keep``: yes or no for each number)."""
        import numpy as np

        values = np.where(keep, np.uint8(255), np.uint8(0))
        values[0] = 0
        if not values.any():
            return np.zeros(self.labels.shape, np.uint8)
        return np.asarray(values.take(self.labels), dtype=np.uint8)


def find_shapes(mask: NDArray[np.uint8]) -> Shapes:
    """The connected shapes of a mask (not 0 = ink)."""
    import cv2

    few = _most_labels(mask) < _MANY
    _, labels, boxes, middles = cv2.connectedComponentsWithStats(
        mask, connectivity=8, ltype=cv2.CV_16U if few else cv2.CV_32S
    )
    return Shapes(labels, boxes, middles)  # type: ignore[arg-type]  # OpenCV's stubs know no types of values


def _most_labels(mask: NDArray[np.uint8]) -> int:
    """No more labels than this are given, those that turn out to be one shape included: each begins at a pixel without
    ink on its left, above it and between."""
    import cv2
    import numpy as np

    height, width = int(mask.shape[0]), int(mask.shape[1])
    if height < 2 or width < 2:
        return height * width
    here, left, above, between = mask[1:, 1:], mask[1:, :-1], mask[:-1, 1:], mask[:-1, :-1]
    begins = cv2.subtract(here, cv2.max(cv2.max(left, above), between))
    return int(cv2.countNonZero(np.asarray(begins))) + height + width
