"""The one memory of a learner.

learner_memory  cards read and written, by reviews and by quiz answers
scheduling      what a learner's cards are scheduled with
card_rows       their rows, as the memory model reads and writes them
check           whether what is stored of it agrees with its log
"""
