"""Pages: each view reads the request, calls one use case and renders what it returns.

The areas, each with its routes, forms and templates (`blueprints` lists them)

    home, quizzes, reviews, progress    for learners
    assignments                         for learners of a course
    images                              pictures in questions, for anybody who has the address
    courses                             for classes and those who teach them
    banks                               for those who teach
    people, jobs                        for administrators
    accounts, settings                  coming in, and one's own account

What every request goes through

    log              the id of each request, and the form of the log
    session_cookies  the session, and when it is over
    security         readable text in, strict headers out
    languages        the language of the answer
    access           who asks, and whether they may
    scopes           whose thing a route is asked for
    errors           every refusal as a page
    refused          forms that were refused for their log-in, to be sent again
    assets           static files
    stylesheet       the one stylesheet, joined from its parts
    templating       templates in the language of the reader

What views share

    clock       this moment
    seeds       seeds that travel in forms and addresses
    forms       the base of all forms
    questions   the answer field of any question
    autosave    a page that saves by itself
    filters     what templates may call
    plurals     the plural forms that a script chooses from
"""
