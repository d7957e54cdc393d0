"""Quizzes of a learner.

beginning       starting a quiz, and discarding it again
focusing        a learner's answers and memory, for a quiz with a focus
assigned        an assignment as its learner sees it, and its start
assigned_lists  lists of a learner's assignments
ready           the ready quizzes that come with banks
answering       an answer to a question
given           the data sent for a question in one request, and the last answer
pace            how fast answers may be changed
late            answers that arrive after the end, stored separately
answered        the answer that counts, as SQL
hints           a hint for a question
ways            a learner's position in a forward-only quiz
flags           questions marked to come back to
closing         the end of an attempt, by its learner or its time limit
marks           marks by staff: appended to a log, and shown
scoring         the points of an attempt at an assignment
settling        the release of results to a learner, and the updates of their cards
withholding     the parts of results that assignments keep back
attempts        progress and result of an attempt
ends            when an attempt ends, for open pages
overview        the page before an attempt is finished
at_assignment   the texts of a result about its assignment
assigned_results  a learner's results of assignments, as far as they may be shown
disclosure      what a learner may see of a question, as SQL
attempt_rows    the rules of an attempt, from its row
slot_rows       the questions of an attempt, stored when it starts
slots           a question of an attempt, with the answer that counts
history         open and finished attempts, page by page
"""
