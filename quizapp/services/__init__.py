"""Use cases: each loads rows, asks the domain, saves in one transaction and returns a frozen result.

What all of them stand on

    transaction     the one place that begins, commits and rolls back
    errors          why a use case can't be done
    page            one page of a long list
    permissions     who may do what, as one table
    person          who acts, and how their days are planned

Coming in

    accounts        visitors, signing up, who a cookie names, the first administrator, the end
    proof           a name and its password
    throttle        how often one may try
    recovery        new passwords, by the old one or by a link
    names           what people may be called; when two names are the same
    passwords       which are good enough, and how they are hashed
    links           links that let in once
    mail            letters with such a link

Banks and their questions

    banks           brought in: from their files to the tables
    bank_plans      what that would change
    catalogue       browsed: which there are and what stands in them
    images          the pictures in them
    questions       one question as it is asked: a wording, an order of its choices

Learning

    quizzes         begun, and forgotten again
    ready_quizzes   those that banks bring along
    closing         their end, which may be that of their time
    quiz_answers    an answer to one of their questions
    quiz_hints      a hint to it
    attempts        how a quiz stands: where it was left, its result
    slots           a question of one, with the answer that counts
    quiz_history    those that are open, those that are finished
    reviews         today's cards: shown, answered, rated, taken back
    ratings         the four buttons under a card's answer
    due             what is due and what is new
    queue           which card comes first
    studied_banks   where new cards come from
    memory          the one memory of a learner, written by quizzes and reviews alike
    card_rows       its rows, as the memory model reads and writes them
    memory_check    whether what is stored of it is what its log says
    progress        how much was done, remembered and mastered

Looking after people

    people          roles and links for passwords, for administrators
    preferences     what learners decide for themselves
    personal_data   everything about a person, to take away
    personal_records    the statements behind it
    demo            a made-up class
"""
