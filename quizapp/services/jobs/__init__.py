"""Background work: stored with its cause, done by a worker, tried again if it fails.

queue     jobs added and withdrawn, in the caller's transaction
job       the kinds of job, and the arguments of a handler
claims    a job claimed by one worker, kept, and finished
waits     how long a failed job waits
overview  the list of jobs for administrators
worker    the loop that runs jobs

`services/job_handlers.py` maps each job to its function. It lies above everything that these may call.
"""
