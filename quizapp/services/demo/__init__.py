"""An installation with invented people, for trying quizapp out: all of it is recorded as real work is.

learners  a made-up class: what each of them reviews and takes by themselves in some weeks
course    what an instructor set for them, at three stages
"""
