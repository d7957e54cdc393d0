"""An installation with invented people, for trying out quizapp. Their work is recorded like real work.

learners  a made-up class: some weeks of each learner's reviews and practice
course    a course with assignments at three stages
"""
