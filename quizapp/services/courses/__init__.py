"""Courses: a class of people, their banks, and the work of the staff.

courses             making, changing, archiving and finding courses
roles               a person's role in a course, checked when a page opens and again when it saves
whom                the learners whose attempts and results a staff member may see
members             the people of a course: joining, leaving, roles
groups              groups of learners, such as a section
accommodations      more time, attempts or days for one learner in every assignment
joining             joining by the code or the link of a course
join_code           a code that is easy to read out and type
invitations         joining by a personal link, also without an account
invitation_letters  emails with these links, sent in the background
handing_out         new links for invitations
roster              import of a whole class: previewed, then applied as shown
roster_plan         what happens to the person in each row
roster_names        the names that staff see: from the class list, and from the account
whole_class         many people at once, in few queries
assignments         assignments: made, changed, published, released
assignment_record   entries of the activity log about such changes
asking              an assignment's questions, put together step by step
second_look         warnings before an assignment is published
previews            an assignment as staff try it out
attempts            attempts at an assignment, as staff see them
attempt_history     the full history of each question in an attempt
attempt_changes     annulling, reopening, more time for one attempt or for all
late_answers        answers that arrived after the end: accepting or refusing them
overrides           different terms for a group or a learner
marking             answers marked by staff, question by question
mark_queue          the answers that need marking, in order
results             learners × assignments, as staff see them
result_rows         the rows behind these results
result_overrides    a result entered by staff, with a reason
learner_record      one learner: history of assignments, and study for the course
overview            the course page: learners who need attention, progress of assignments
teaching            a person's courses as staff, with counts of what needs attention
topics_known        right answers by topic, for a class or one learner
under_way           learners with an open attempt, before results are released
losses              learners who would lose time by a change, before it is made
audit               the activity log
"""
