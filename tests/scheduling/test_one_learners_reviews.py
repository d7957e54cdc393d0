"""The oracle on real data: 12,580 reviews of one learner, which stay outside the project.

The file comes from the py-fsrs repository. It is looked for in the folder that SHARED_FOLDER
names, or in `shared` beside the project. Protocol: each review on a later study day than the
card's last is predicted from what came before; ordered by time, the first sixth of these is left
out and the rest scored (the five test folds of a TimeSeriesSplit). Nothing is fitted. RMSE(bins)
bins by elapsed days, by how many study days the card has had and by its lapses, as the SRS
benchmark does.
"""

import csv
import os
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from math import floor, log, sqrt
from pathlib import Path

import pytest

from quizapp.scheduling.memory import NEW_CARD, CardState, Rating, recall_probability, refold
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS
from quizapp.scheduling.study_day import StudyClock

SHARED = Path(os.environ.get("SHARED_FOLDER") or Path(__file__).parents[3] / "shared")
REVIEWS = SHARED / "data" / "reviews-one-learner.csv"
CLOCK = StudyClock("UTC", day_starts_at=8)
FOLDS = 5

pytestmark = pytest.mark.skipif(
    not REVIEWS.is_file(), reason="the reviews of one learner are not here (SHARED_FOLDER)"
)


@dataclass(frozen=True)
class Prediction:
    chance: float
    recalled: bool
    elapsed: int
    study_days: int
    lapses: int

    @property
    def bin(self) -> tuple[float, float, float]:
        return (
            grid(self.elapsed, 2.48, 3.62),
            grid(self.study_days, 1.99, 1.89),
            grid(self.lapses, 1.65, 1.73) if self.lapses else 0,
        )


@dataclass
class Card:
    state: CardState = NEW_CARD
    study_days: int = 0
    lapses: int = 0

    def predict(self, rating: Rating, at: datetime) -> Prediction | None:
        """Take one review; return what was predicted of it, if it came on a later study day."""
        day, last = CLOCK.study_day(at), self.state.last_study_day
        prediction = None
        if last is None or day > last:
            self.study_days += 1
        if last is not None and day > last:
            prediction = Prediction(
                chance=recall_probability(self.state, day, DEFAULT_PARAMETERS),
                recalled=rating is not Rating.AGAIN,
                elapsed=(day - last).days,
                study_days=self.study_days,
                lapses=self.lapses,
            )
            self.lapses += rating is Rating.AGAIN
        self.state = refold(self.state, rating, at=at, study_day=day, parameters=DEFAULT_PARAMETERS)
        return prediction


def grid(value: float, start: float, ratio: float) -> float:
    return start * ratio ** floor(log(value, ratio))


@pytest.fixture(scope="module")
def scored() -> list[Prediction]:
    with REVIEWS.open(newline="") as file:
        reviews = sorted(
            (datetime.fromisoformat(row["review_time"]), row["card_id"], Rating(int(row["review_rating"])))
            for row in csv.DictReader(file)
        )
    cards: defaultdict[str, Card] = defaultdict(Card)
    assert len(reviews) == 12_580
    made = [cards[card_id].predict(rating, at) for at, card_id, rating in reviews]
    predictions = [prediction for prediction in made if prediction is not None]
    assert len(cards) == 1_205
    return predictions[len(predictions) - FOLDS * (len(predictions) // (FOLDS + 1)) :]


def log_loss(scored: list[Prediction]) -> float:
    return -sum(log(each.chance if each.recalled else 1 - each.chance) for each in scored) / len(scored)


def rmse_bins(scored: list[Prediction]) -> float:
    bins: defaultdict[tuple[float, float, float], list[float]] = defaultdict(list)
    for each in scored:
        bins[each.bin].append(each.chance - each.recalled)
    return sqrt(sum(sum(errors) ** 2 / len(errors) for errors in bins.values()) / len(scored))


def auc(scored: list[Prediction]) -> float:
    """Return the chance that a recalled review was predicted higher than a forgotten one."""
    tied: defaultdict[float, list[int]] = defaultdict(lambda: [0, 0])
    for each in scored:
        tied[each.chance][each.recalled] += 1
    forgotten_below = wins = 0.0
    for _, (forgotten, recalled) in sorted(tied.items()):
        wins += recalled * (forgotten_below + forgotten / 2)
        forgotten_below += forgotten
    return wins / (forgotten_below * (len(scored) - forgotten_below))


def test_as_many_reviews_are_scored_as_in_the_published_row(scored: list[Prediction]) -> None:
    assert len(scored) == 5_310


def test_log_loss_is_that_of_fsrs_6_with_default_parameters(scored: list[Prediction]) -> None:
    assert log_loss(scored) == pytest.approx(0.4417, abs=0.0005)


def test_rmse_in_bins_is_that_of_fsrs_6_with_default_parameters(scored: list[Prediction]) -> None:
    assert rmse_bins(scored) == pytest.approx(0.0625, abs=0.0005)


def test_auc_is_that_of_fsrs_6_with_default_parameters(scored: list[Prediction]) -> None:
    assert auc(scored) == pytest.approx(0.675, abs=0.001)
