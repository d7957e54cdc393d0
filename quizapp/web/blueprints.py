"""Every area of pages, in the order of the navigation."""

from quizapp.web.accounts.routes import blueprint as accounts
from quizapp.web.assignments.asking import blueprint as asking
from quizapp.web.assignments.attempts import blueprint as course_attempts
from quizapp.web.assignments.marking import blueprint as marking
from quizapp.web.assignments.overrides import blueprint as overrides
from quizapp.web.assignments.previewing import blueprint as preview
from quizapp.web.assignments.routes import blueprint as assignments
from quizapp.web.assignments.setting import blueprint as setting
from quizapp.web.banks.routes import blueprint as banks
from quizapp.web.courses.joining import blueprint as joining
from quizapp.web.courses.people import blueprint as course_people
from quizapp.web.courses.results import blueprint as results
from quizapp.web.courses.roster import blueprint as roster
from quizapp.web.courses.routes import blueprint as courses
from quizapp.web.home.routes import blueprint as home
from quizapp.web.images.routes import blueprint as images
from quizapp.web.jobs.routes import blueprint as jobs
from quizapp.web.languages import blueprint as languages
from quizapp.web.people.routes import blueprint as people
from quizapp.web.progress.routes import blueprint as progress
from quizapp.web.quizzes.routes import blueprint as quizzes
from quizapp.web.reviews.routes import blueprint as reviews
from quizapp.web.settings.routes import blueprint as settings

ALL = (
    *(home, quizzes, reviews, progress, courses, course_people, joining, roster, results),
    *(assignments, setting, asking, overrides, preview, course_attempts, marking),
    *(banks, people, jobs, settings, accounts, languages, images),
)
