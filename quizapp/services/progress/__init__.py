"""A learner's progress.

overview        how much was done, remembered and mastered
"""
