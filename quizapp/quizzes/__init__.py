"""The rules of quizzes, without a clock, a database or a request.

    drawing     which questions of a pool a quiz asks
    certainty   what it earns or costs to say how sure one is

What one answer earns is the business of its question's type.
"""
