"""Quizzes of a learner.

beginning       begun, and forgotten again
focusing        what a learner has answered and remembers, for a quiz with a focus
assigned        an assignment as its learner finds it, and begins it
assigned_lists  what is set for a learner, in lists
ready           the ready quizzes that banks bring along
answering       an answer to a question
given           what is sent to a question in one go, and the answer given last
pace            how fast answers may be changed
late            an answer that arrives after the end, kept apart
answered        which answer counts, as SQL
hints           a hint to a question
ways            how far a learner is where questions come one after the other
flags           a question marked to come back to
closing         the end, which may be that of the time limit
marks           marks that the staff gives: appended, and told
scoring         what an attempt at an assignment earned
settling        results of assignments released to a learner, and what memory learns then
withholding     what results keep to themselves while an assignment asks for it
attempts        progress and result of an attempt
ends            when an attempt ends, for open pages
overview        what is said before an attempt is finished
at_assignment   what a result says of its assignment
assigned_results  what assignments come to for their learner, as far as that is told
disclosure      what a learner may know of a question, as SQL
attempt_rows    the rules of an attempt as its row has them
slot_rows       what an attempt asks, written down when it begins
slots           a question of an attempt, with the answer that counts
history         open attempts and finished ones, page by page
"""
