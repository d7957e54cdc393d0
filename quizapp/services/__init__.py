"""Use cases: each loads rows, calls the domain, saves in one transaction and returns a frozen result.

Shared by all

    transaction     the one place that begins, commits and rolls back
    errors          the reasons why a use case can't be done
    security_log    events of accounts, sessions and permissions, for the log
    paging          one page of a long list
    permissions     who may do what, as one table
    person          the person who acts
    preferences     the settings by which a person's days and cards are planned
    schema          whether the database has the tables of this version, and how it gets them

Foundation

    jobs            background work, stored with its cause; it doesn't know the tasks themselves

Level 1: none of these imports another

    backups         a whole installation on SQLite as one file: backup and restore
    assignments     the rules of an assignment for each of its learners
    accounts        sign-up, log-in, passwords, links, people and their settings
    banks           questions from files to tables, and queries for pages
    memory          the one memory of a learner, updated by quizzes and reviews

Level 2

    study           the questions that a person may study now

Level 3: learning; these two share only memory

    quizzes         starting, answering, finishing and showing quizzes
    reviews         today's cards: show, answer, rate, undo

Level 4: reading from the levels below

    progress        how much was done, remembered and mastered
    exports         all data about a person, to download
    courses         a class of people, and the work of its staff

Level 5

    job_handlers    the function for each job
    demo            a made-up class
    tidying         deletes data that is no longer needed
"""
