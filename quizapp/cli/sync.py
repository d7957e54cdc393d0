"""`quizapp bank sync`: show what would change, then bring the database to what the files say."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from quizapp.bank.problem import Problem
from quizapp.bank.schema import Bank
from quizapp.services import banks
from quizapp.services.banks import Plan
from quizapp.services.errors import ServiceError
