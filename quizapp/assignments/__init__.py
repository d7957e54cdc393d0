"""The rules of a quiz set for a course, without a clock, a database or a request.

    terms      the settings of an assignment as one value; faults and warnings about them
    resolving  the terms of one learner: overrides for groups and for the learner, accommodation
    less_time  cases where an override gives less time than the class has
    calendar   dates moved by days; the hour in the course's time zone stays
    clocks     times as typed, also on nights when the clocks change
    spans      spans of time as typed
    timing     the end of an attempt, its minutes, and the late penalty
    attempts   the summary of an attempt that the rules use
    standing   whether a learner may start an attempt now; if not, why
    stage      the stage of an assignment for the class as a whole
    codes      access codes, with differences of typing ignored
    admission  checks of the access code and the network
    numbers    numbers as typed
    marking    the points of an answer marked by hand
    scoring    the result of a learner's attempts
    attention  learners who need attention, with reasons
    releasing  when results are released, and how long questions are kept out of study

Terms belong to the assignment until they are resolved. All other modules take the resolved terms of one
learner. All datetimes are aware. A submission exactly at the due date is on time. An attempt can't start
at the close or later.
"""
