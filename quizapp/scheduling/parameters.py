"""The numbers of the memory model, and the sets of them that states are computed with.

A log names the set of each of its entries, so it folds to the same states whatever set is used later.
"""

from dataclasses import dataclass

FSRS_6 = "fsrs-6"
_NUMBERS = 21


@dataclass(frozen=True, slots=True)
class ParameterSet:
    """The numbers of one model, in the order of its authors, and the id by which logs name them.

    Raises ValueError for a model that isn't known, or for as many numbers as it doesn't have.
    """

    id: int
    model: str
    numbers: tuple[float, ...]

    def __post_init__(self) -> None:
        if self.model != FSRS_6 or len(self.numbers) != _NUMBERS:
            raise ValueError(f"{self.model!r} with {len(self.numbers)} parameters is no known memory model")

    @property
    def decay(self) -> float:
        """Return the exponent of the forgetting curve: the more negative, the faster it falls."""
        return -self.numbers[20]


#: What every learner begins with: the default parameters that the authors of FSRS-6 publish. The database
#: holds them under this id, and logs rely on it, so other numbers need another id.
DEFAULT_PARAMETERS = ParameterSet(
    id=1,
    model=FSRS_6,
    numbers=(
        *(0.212, 1.2931, 2.3065, 8.2956),  # the first stability, by rating
        *(6.4133, 0.8334, 3.0194, 0.001),  # difficulty
        *(1.8722, 0.1666, 0.796),  # stability after recall
        *(1.4835, 0.0614, 0.2629, 1.6483),  # stability after a lapse
        *(0.6014, 1.8729),  # Hard and Easy
        *(0.5425, 0.0912, 0.0658),  # reviews on the same study day
        0.1542,  # the forgetting curve
    ),
)
