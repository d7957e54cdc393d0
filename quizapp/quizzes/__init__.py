"""What holds for quizzes, without a clock, a database or a request.

    rules        how a quiz is taken, as one value
    timing       when its time is up, and until when answers count
    disclosure   what learners may know of a question, and from when
    drawing      which questions of a pool a quiz asks
    focus        which of them are drawn first for one learner
    composition  sections of fixed questions and draws, and what one learner is asked of them
    editing      a composition put together step by step
    dry_look     what such a composition comes to before anybody is asked
    navigation   the way through a quiz whose questions come one after the other
    answered     which of the answers to a question counts
    certainty    what it earns or costs to say how sure one is

What one answer earns is the business of its question's type.
"""
