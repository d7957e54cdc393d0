"""What can be wrong with a bank, and what it leaves out.

shape               fields that are missing, unknown or of the wrong kind
other_names         what other programs call keys and types
questions           one question: its answer, its tests, its markup
across_questions    ids, topics and what else must agree between questions
exclusions          questions that may not be asked together, and those that may
giveaways           questions that are likely to give away each other's answers
asked_and_shown     what each type of question asks for, and what it shows
ready_quizzes       the bank's own quizzes
compositions        the questions and draws of such a quiz, beside each other
evidence            whether the documents say what is cited
facts, coverage     what in the documents no question asks about
"""
