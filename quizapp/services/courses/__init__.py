"""Courses: a class of people, the banks that they learn from, and what its staff did.

courses             a course made, changed, archived, found
roles               what a person is to a course, asked at the door and again where something is written
whom                whose attempts and results somebody of the staff sees
members             the people of a course: coming, going, roles
groups              some of them together, such as a section
accommodations      more time, attempts or days for one person in each assignment
joining             coming by the code or the link of a course
join_code           a code that can be read out and typed
invitations         coming by a link of one's own, also for people without an account
invitation_letters  such links, mailed in the background
handing_out         links of invitations given out again
roster              a whole class at once: looked at, then applied as it was shown
roster_plan         what happens to the person of each row
roster_names        what the staff sees people called: as the roster does, and as they do
whole_class         many people at once, in few statements
assignments         a quiz set for the course: made, changed, published, released
assignment_record   what the record keeps of such a change
asking              what it asks, put together step by step
second_look         what is worth a second look before it is published
previews            it as the staff tries it out
attempts            attempts at it as the staff sees them
attempt_history     all that became of the questions of one of them
attempt_changes     one annulled, reopened, given more time; more time for all
late_answers        answers that arrived after the end, accepted or refused
overrides           its terms that differ for a group or a person
marking             answers marked by the staff, question by question
mark_queue          which answers there are to mark, in what order
results             learners × assignments, as the staff sees them
result_rows         the rows behind these
result_overrides    a result that staff sets for a learner, with a reason
learner_record      one learner with all that became of their assignments, and their study for the course
overview            a course at a glance: who needs attention, how far assignments are
teaching            the courses that somebody teaches, with counts of what needs attention in each
topics_known        what a class or one learner knows by topic
under_way           who is in the middle of an attempt, before results are released
losses              who would lose time by a change, before it is made
audit               the record of what the staff did
"""
