"""The memory model, without a clock, a database or a request.

    study_day   when a learner's day starts, and the day of a moment
    parameters  the numbers of the memory model, in sets that log entries name
    context     the inputs of a schedule besides card, rating and time
    memory      one card: rating in, next state out (FSRS-6)
    spread      the choice among several good days for a review
    evidence    how a quiz answer changes the same memory
    suggestion  the suggested rating for an answer to a card
    log         append-only entries, and the state rebuilt from them
    queue       the order of today's cards
    siblings    questions that give away each other's answers: one of them a day
    forecast    the number of cards due on the days to come
    retention   the share of cards remembered; mastery of a topic
    interval    an interval in words

Datetimes go in aware and come out in UTC. Days are study days. Seeds are arguments, never drawn here.
"""
