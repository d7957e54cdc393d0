"""Banks and their questions.

sync            from files to tables
plans           the changes that a sync would make
audience        who may study and read a bank
catalogue       lists of banks and their questions
pools           the questions available to a quiz's composition
dry_look        points, time and problems of a composition
questions       one question as it is asked: a revision, an order of its choices
images          the pictures in questions
"""
