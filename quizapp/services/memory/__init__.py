"""The one memory of a learner.

learner_memory  cards read and written, by reviews and by quiz answers
scheduling      the inputs for scheduling a learner's cards
card_rows       card states from and to rows, for the memory model
check           comparison of stored states with their log
"""
