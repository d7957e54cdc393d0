"""Assignments for each of their learners: used by quizzes, reviews and courses.

rows           terms and overrides, from their rows
resolved       the terms of each learner of a course, with overrides and accommodations
learner_terms  the cache of these, and the effects of changes: ends of open attempts, the release
set_results    results entered by staff, in place of those of the attempts
embargo        the questions withheld from a learner while an assignment can still be taken
"""
