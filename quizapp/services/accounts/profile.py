"""What people change about themselves. It touches their own row only: no card moves by it."""

from dataclasses import replace

from quizapp.services.accounts.names import clean_name, name_key
from quizapp.services.person import Person
from quizapp.services.preferences import Preferences, put_preferences
from quizapp.services.transaction import writing_for


def save_preferences(person: Person, preferences: Preferences) -> None:
    """Keep what a person decides. Cards that are planned keep their days; the next review counts anew."""
    with writing_for(person.id) as (_, user):
        put_preferences(user, preferences)


def change_language(person: Person, code: str) -> None:
    """Change the language in which a person reads the interface."""
    with writing_for(person.id) as (_, user):
        put_preferences(user, replace(person.preferences, language=code))


def change_display_name(person: Person, name: str) -> None:
    """Change what a person is called on pages; others may be called the same.

    Raises `InvalidError` for what can't be a name.
    """
    cleaned = clean_name(name)
    with writing_for(person.id) as (_, user):
        user.display_name, user.display_name_key = cleaned, name_key(cleaned)
