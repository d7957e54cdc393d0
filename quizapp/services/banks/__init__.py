"""Banks and their questions.

sync            from their files to the tables
plans           what a sync would change
audience        whom a bank is for
catalogue       browsed: which there are, and their questions
pools           what the composition of a quiz may ask
dry_look        what such a composition comes to
questions       one question as it is asked: a wording, an order of its choices
images          the pictures in them
"""
