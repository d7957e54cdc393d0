"""A learner's progress.

overview          all of it, and the part on the page Today
study_days        the work done on each day
topic_mastery     mastery of topics
retention_weeks   the share of due cards that were remembered
calibration       how accurate learners' certainty is
upcoming          the cards due on the days to come
"""
