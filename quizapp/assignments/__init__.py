"""What holds for a quiz that is set for a course, without a clock, a database or a request.

    terms      on what terms it is set, as one value; what is wrong with them, and what is odd
    resolving  the terms of one learner: overrides of groups and of the person, accommodation
    less_time  where an override gives less time than the class has
    calendar   moments moved by days, which keep their hour on the course's clocks
    clocks     moments as they are typed, also in nights in which the clocks change
    spans      spans of time as people write them
    timing     when an attempt ends, the minutes it has, and what lateness takes off
    attempts   what the rules know of one attempt
    standing   what a learner may do now, and why not
    stage      how far it is for the class as a whole
    codes      access codes, however they are typed
    admission  who is let in: the access code and the networks
    numbers    numbers as people type them
    marking    what an answer earns by somebody's judgement
    scoring    what the attempts of a learner come to
    attention  who of a class needs attention, and why
    releasing  when results are released, and what is kept out of study until when

Terms are the assignment's until they are resolved; everything else asks the resolved terms of one learner.
Moments are aware. What is handed in at the very moment at which it is due is on time; at the close nothing
is begun any more.
"""
