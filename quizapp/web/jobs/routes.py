"""The page of background work, for administrators: what waits, runs, has failed and is done."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.services.jobs import overview
from quizapp.services.jobs.job import JobName
from quizapp.services.permissions import Permission
from quizapp.translation.texts import _, lazy
from quizapp.web import clock
from quizapp.web.access import needs
from quizapp.web.accounts.context import sends_mail
from quizapp.web.scopes import shared

blueprint = Blueprint("jobs", __name__, template_folder="templates")

#: What each job does, as administrators read it.
JOB_WORDS = {
    JobName.PASSWORD_REQUEST: lazy("Look up who asked for a new password"),
    JobName.PASSWORD_LETTER: lazy("Mail a link for a new password"),
    JobName.ACCOUNT_LETTER: lazy("Mail a link for a new account"),
    JobName.CONFIRMATION_LETTER: lazy("Mail a link to confirm an address"),
    JobName.INVITATION_LETTER: lazy("Mail an invitation to a course"),
}


@blueprint.app_template_filter()
def job_words(name: str) -> str:
    """Write what a job does: the bare name where another version of the app stored it."""
    return {str(known): words for known, words in JOB_WORDS.items()}.get(name, name)


@blueprint.get("/jobs")
@needs(Permission.READ_JOB, shared)
def index() -> ResponseReturnValue:
    """List all jobs, those that need somebody first."""
    found = overview.list_jobs(clock.now(), request.args.get("page", 1, type=int))
    return render_template("jobs/index.html", overview=found, by_mail=sends_mail())


@blueprint.post("/jobs/<key:job_id>/retry")
@needs(Permission.RETRY_JOB, shared)
def retry(job_id: int) -> ResponseReturnValue:
    """Have a failed job tried again."""
    overview.retry(job_id, clock.now())
    flash(_("The job will be tried again."), "right")
    return redirect(url_for("jobs.index"), HTTPStatus.SEE_OTHER)
