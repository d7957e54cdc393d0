"""The memory model, without a clock, a database or a request.

    study_day   when a learner's day begins, and which day a moment belongs to
    parameters  the numbers of the memory model, in sets that logs name
    context     all that a schedule depends on beside card, rating and moment
    memory      one card: rating in, next state out (FSRS-6)
    spread      which of several good days a review falls on
    evidence    what a quiz answer says about the same memory
    suggestion  which rating an answer to a card suggests
    log         append-only facts, and the state rebuilt from them
    queue       the order of today's work
    siblings    questions that tell each other's answers: one of them a day
    forecast    how much falls due on the days to come
    retention   how much was in fact remembered; mastery of a topic
    interval    a wait in words

Moments come in aware and go out in UTC; days are study days; seeds are given, never drawn.
"""
