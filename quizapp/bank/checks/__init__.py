"""Checks of a bank: faults, and things it leaves out.

shape               fields that are missing, unknown or of the wrong kind
other_names         names of keys and types in other programs
questions           one question: its answer, its tests, its markup
across_questions    ids, topics and other things that must agree between questions
exclusions          questions that exclude each other, and whether they may
giveaways           questions that probably give away each other's answers
asked_and_shown     for each question type, the answers it asks for and the texts it shows
ready_quizzes       the bank's own quizzes
compositions        the questions and random draws of such a quiz, compared with each other
evidence            whether the documents contain the quoted passages
facts, coverage     facts in the documents that no question asks about
"""
