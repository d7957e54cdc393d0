"""A learner's progress.

overview          all of it, and the part that Today shows
study_days        what was done on each day
topic_mastery     how well topics are mastered
retention_weeks   how much of what fell due was remembered
calibration       how well learners judge their own answers
upcoming          what falls due on the days to come
"""
