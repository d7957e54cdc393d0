"""Pages of the people in a course, for its staff: members, their groups and accommodations."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.services.courses import accommodations, attempts, courses, groups, members
from quizapp.services.courses.losses import LosesTimeError
from quizapp.services.errors import InvalidError, NotAllowedError, TakenError
from quizapp.services.permissions import CourseRole, Permission, is_of_staff
from quizapp.translation.texts import _
from quizapp.web import clock
from quizapp.web.access import may_open, me, needs
from quizapp.web.courses.forms import AccommodationForm, CourseRoleForm, GroupForm, MemberGroupsForm
from quizapp.web.courses.losses import ask_back, may_take_time
from quizapp.web.forms import PostedForm
from quizapp.web.scopes import of_course

blueprint = Blueprint("course_people", __name__, template_folder="templates")


@blueprint.get("/courses/<key:course_id>/people")
@needs(Permission.READ_COURSE_PEOPLE, of_course)
def index(course_id: int) -> ResponseReturnValue:
    """List the members, those that a search finds or that are in one group."""
    offered, wanted = groups.list_groups(me(), course_id), request.args.get("group", type=int)
    group = next((one.id for one in offered if one.id == wanted), None)
    search = request.args.get("q", "").strip()
    return render_template(
        "courses/people.html",
        course=courses.find(course_id),
        groups=offered,
        group=group,
        search=search,
        page=members.list_members(me(), course_id, search, group, request.args.get("page", 1, type=int)),
    )


@blueprint.get("/courses/<key:course_id>/people/<key:user_id>")
@needs(Permission.READ_COURSE_PEOPLE, of_course)
def show(course_id: int, user_id: int) -> ResponseReturnValue:
    """Show one member, with what can be changed of them."""
    return _member_page(course_id, user_id)


@blueprint.post("/courses/<key:course_id>/people/<key:user_id>/role")
@needs(Permission.CHANGE_COURSE_STAFF, of_course)
def change_role(course_id: int, user_id: int) -> ResponseReturnValue:
    """Give a member another role."""
    form = CourseRoleForm()
    if form.was_sent_well():
        try:
            members.change_role(me(), course_id, user_id, CourseRole(form.role.data), clock.now())
        except NotAllowedError as error:
            form.role.errors = [str(error)]
        else:
            return _back_to(course_id, user_id, _("The role is changed."))
    return _member_page(course_id, user_id, role=form)


@blueprint.post("/courses/<key:course_id>/people/<key:user_id>/groups")
@needs(Permission.CHANGE_COURSE_PEOPLE, of_course)
def put_in_groups(course_id: int, user_id: int) -> ResponseReturnValue:
    """Put a member into some groups and out of the others."""
    form = MemberGroupsForm(groups.list_groups(me(), course_id))
    if form.was_sent_well():
        chosen = frozenset(form.groups.data or ())
        try:
            groups.put_member(me(), course_id, user_id, chosen, clock.now(), may_take_time=may_take_time())
        except LosesTimeError as error:
            return ask_back(course_id, error, _member_address(course_id, user_id))
        return _back_to(course_id, user_id, _("The groups are saved."))
    return _member_page(course_id, user_id, groups=form)


@blueprint.post("/courses/<key:course_id>/people/<key:user_id>/accommodation")
@needs(Permission.CHANGE_COURSE_PEOPLE, of_course)
def accommodate(course_id: int, user_id: int) -> ResponseReturnValue:
    """Give a member other terms than the class has."""
    form = AccommodationForm(accommodations.find(course_id, user_id))
    if form.was_sent_well():
        try:
            accommodations.change(
                me(), course_id, user_id, form.given, clock.now(), may_take_time=may_take_time()
            )
        except LosesTimeError as error:
            return ask_back(course_id, error, _member_address(course_id, user_id))
        return _back_to(course_id, user_id, _("The extra time is saved. It applies to every assignment."))
    return _member_page(course_id, user_id, accommodation=form)


@blueprint.post("/courses/<key:course_id>/people/<key:user_id>/remove")
@needs(Permission.CHANGE_COURSE_PEOPLE, of_course)
def remove(course_id: int, user_id: int) -> ResponseReturnValue:
    """Take somebody out of the course; what they did stays and comes back with them."""
    try:
        removed = members.remove(me(), course_id, user_id, clock.now())
    except NotAllowedError as error:
        flash(str(error), "error")
        return redirect(
            url_for("course_people.show", course_id=course_id, user_id=user_id), HTTPStatus.SEE_OTHER
        )
    if removed.was_gone:
        flash(_("%(name)s was removed from the course already. Their results are kept.", name=removed.name))
    else:
        flash(_("%(name)s is removed from the course. Their results are kept.", name=removed.name))
    return redirect(url_for("course_people.index", course_id=course_id), HTTPStatus.SEE_OTHER)


@blueprint.get("/courses/<key:course_id>/groups")
@needs(Permission.READ_COURSE_PEOPLE, of_course)
def list_groups(course_id: int) -> ResponseReturnValue:
    """List the groups, with a place for another."""
    return _groups_page(course_id, GroupForm())


@blueprint.post("/courses/<key:course_id>/groups")
@needs(Permission.CHANGE_COURSE_PEOPLE, of_course)
def make_group(course_id: int) -> ResponseReturnValue:
    """Make a group."""
    form = GroupForm()
    if form.was_sent_well():
        try:
            groups.make(me(), course_id, form.name.data or "", clock.now())
        except (TakenError, InvalidError) as error:
            form.name.errors = [str(error)]
        else:
            flash(
                _("The group %(group)s is created. Add people on their own pages.", group=form.name.data),
                "right",
            )
            return redirect(url_for("course_people.list_groups", course_id=course_id), HTTPStatus.SEE_OTHER)
    return _groups_page(course_id, form)


@blueprint.route("/courses/<key:course_id>/groups/<key:group_id>", methods=["GET", "POST"])
@needs(Permission.CHANGE_COURSE_PEOPLE, of_course)
def change_group(course_id: int, group_id: int) -> ResponseReturnValue:
    """Give a group another name."""
    group = groups.find(me(), course_id, group_id)
    form = GroupForm({"name": group.name})
    if form.was_sent_well():
        try:
            groups.rename(me(), course_id, group_id, form.name.data or "", clock.now())
        except TakenError as error:
            form.name.errors = [str(error)]
        else:
            flash(_("The name is saved."), "right")
            return redirect(url_for("course_people.list_groups", course_id=course_id), HTTPStatus.SEE_OTHER)
    return form.page("courses/group.html", course=courses.find(course_id), group=group)


@blueprint.post("/courses/<key:course_id>/groups/<key:group_id>/delete")
@needs(Permission.CHANGE_COURSE_PEOPLE, of_course)
def delete_group(course_id: int, group_id: int) -> ResponseReturnValue:
    """Delete a group; its members stay in the course."""
    try:
        name = groups.delete_group(me(), course_id, group_id, clock.now(), may_take_time=may_take_time())
    except LosesTimeError as error:
        back = url_for("course_people.change_group", course_id=course_id, group_id=group_id)
        return ask_back(course_id, error, back)
    if name is None:
        flash(_("This group was deleted already."))
    else:
        flash(_("The group %(group)s is deleted. Its members are still in the course.", group=name))
    return redirect(url_for("course_people.list_groups", course_id=course_id), HTTPStatus.SEE_OTHER)


def _groups_page(course_id: int, form: GroupForm) -> ResponseReturnValue:
    return form.page(
        "courses/groups.html", course=courses.find(course_id), groups=groups.list_groups(me(), course_id)
    )


def _member_page(course_id: int, user_id: int, **sent: PostedForm) -> ResponseReturnValue:
    """Render the page of a member: the form that was sent as it was sent, the others as things stand."""
    member = members.find(me(), course_id, user_id)
    offered = groups.list_groups(me(), course_id)
    unsent: dict[str, PostedForm] = {
        "role": CourseRoleForm({"role": member.role.value}, is_sent=False),
        "groups": MemberGroupsForm(offered, [group.id for group in member.groups], is_sent=False),
        "accommodation": AccommodationForm(accommodations.find(course_id, user_id), is_sent=False),
    }
    of_staff = is_of_staff(member.role)
    remover = "course_people.change_role" if of_staff else "course_people.remove"
    # People leave by themselves on the page of the course.
    may_remove = user_id != me().id and may_open(remover, course_id=course_id, user_id=user_id)
    return next(iter(sent.values()), PostedForm()).page(
        "courses/member.html",
        course=courses.find(course_id),
        member=member,
        forms_of_member=unsent | sent,
        has_results=not of_staff and may_open("results.learner", course_id=course_id, user_id=user_id),
        may_remove=may_remove,
        under_way=attempts.titles_under_way(course_id, user_id, clock.now()) if may_remove else (),
    )


def _back_to(course_id: int, user_id: int, done: str) -> ResponseReturnValue:
    flash(done, "right")
    return redirect(_member_address(course_id, user_id), HTTPStatus.SEE_OTHER)


def _member_address(course_id: int, user_id: int) -> str:
    return url_for("course_people.show", course_id=course_id, user_id=user_id)
