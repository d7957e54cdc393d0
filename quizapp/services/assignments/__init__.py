"""What holds for an assignment, for each learner: the ground floor that quizzes, reviews and courses ask.

rows           terms and overrides as their rows have them
resolved       the terms of each learner of a course, from the assignment's and from all that differs
learner_terms  the cache of these, and what follows when they change: ends of open attempts, the release
set_results    what staff set as the result of a learner, in place of what attempts come to
embargo        which questions are held from a learner until they can't sit an assignment any more
"""
