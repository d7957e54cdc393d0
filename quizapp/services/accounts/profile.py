"""What people change about themselves. It touches their own row only: no card moves by it."""

from quizapp.services.person import Person
from quizapp.services.preferences import Preferences, put_preferences
from quizapp.services.transaction import writing_for


def save_preferences(person: Person, preferences: Preferences) -> None:
    """Keep what a person decides. Cards that are planned keep their days; the next review counts anew."""
    with writing_for(person.id) as (_, user):
        put_preferences(user, preferences)
