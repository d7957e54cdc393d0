"""Background work: stored with its cause, done by a worker, tried again where it fails.

queue     jobs put in and taken back, in the caller's transaction
job       what can be done in the background, and what a handler is given
claims    a job taken by one worker, kept, and settled
waits     how long a failed job waits
overview  what administrators see of them
worker    the loop that does them

Which function does which job stands in `services/job_handlers.py`, above everything they may call.
"""
