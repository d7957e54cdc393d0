"""What the staff's pages of an assignment have in common."""

from dataclasses import dataclass
from datetime import tzinfo
from zoneinfo import ZoneInfo

from quizapp.scheduling.study_day import known_zone
from quizapp.services.courses import assignments, courses
from quizapp.services.courses.assignments import AssignmentView
from quizapp.services.courses.courses import CourseView
from quizapp.web.access import may_open


@dataclass(frozen=True, slots=True)
class SetQuiz:
    """An assignment with its course, as the staff's pages show it."""

    course: CourseView
    assignment: AssignmentView

    @property
    def zone(self) -> tzinfo:
        """Return the zone on whose clocks the course goes."""
        return zone_of(self.course)

    @property
    def may_change(self) -> bool:
        """Tell whether the person may change it, or only look at it."""
        return may_open("setting.publish", course_id=self.course.id)


def find_set(course_id: int, assignment_id: int) -> SetQuiz:
    """Return an assignment of a course. Raises `NotFoundError`."""
    return SetQuiz(courses.find(course_id), assignments.find(course_id, assignment_id))


def zone_of(course: CourseView) -> tzinfo:
    """Return the zone on whose clocks a course goes."""
    return ZoneInfo(known_zone(course.time_zone))
