"""Use cases: each loads rows, asks the domain, saves in one transaction and returns a frozen result.

Shared by all

    transaction     the one place that begins, commits and rolls back
    errors          why a use case can't be done
    security_log    what happens to accounts, sessions and permissions, for the log
    paging          one page of a long list
    permissions     who may do what, as one table
    person          the person who acts
    preferences     how a person's days and cards are planned
    schema          whether the database has the tables of this version, and how it gets them

Foundation

    jobs            background work, stored with its cause; it knows nothing of what is done

Ground floor: none of these knows another

    backups         a whole installation on SQLite as one file, and back
    assignments     what holds for a quiz that is set for a course, for each of its learners
    accounts        signing up and logging in, passwords, links, people and their settings
    banks           questions from files to tables, and how pages find them there
    memory          the one memory of a learner, written by quizzes and reviews alike

Between the two

    study           which questions a person may study now

Learning: the two meet only in memory

    quizzes         begun, answered, finished, looked back on
    reviews         today's cards: shown, answered, rated, taken back

Reading what lies below

    progress        how much was done, remembered and mastered
    exports         everything about a person, to take away
    courses         a class of people, with what its staff did

Above all of these

    job_handlers    which function does which job
    demo            a made-up class
    tidying         what is no longer needed goes
"""
