"""Quizzes of a learner.

beginning       begun, and forgotten again
ready           the ready quizzes that banks bring along
answering       an answer to a question
answered        which answer counts, as SQL
hints           a hint to a question
closing         the end, which may be that of the time limit
attempts        progress and result of an attempt
disclosure      what a learner may know of a question, as SQL
attempt_rows    the rules of an attempt as its row has them
slots           a question of an attempt, with the answer that counts
history         open attempts and finished ones, page by page
"""
