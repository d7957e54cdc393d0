"""Pages: each view reads the request, calls one use case and renders what it returns.

The areas, each with its routes, forms and templates (`blueprints` lists them)

    home, quizzes, reviews, progress    for learners
    assignments                         for learners of a course
    images                              pictures in questions, for anybody with the address
    courses                             courses, for learners and staff
    banks                               for instructors
    people, jobs                        for administrators
    accounts, settings                  sign-up, log-in, and a person's own account

Steps of every request

    log              the id of each request, and the format of the log
    session_cookies  the session and its end
    security         checks of the text sent in; strict headers of the response
    languages        the language of the response
    access           the person behind a request, and their permission
    scopes           the owner or the course of the requested thing
    errors           pages for errors and refusals
    refused          forms refused because a log-in ended, to be sent again
    assets           static files
    stylesheet       the one stylesheet, joined from parts
    templating       templates in the language of the reader

Shared by views

    clock       the current time
    seeds       seeds carried in forms and addresses
    forms       the base class of forms
    questions   the answer field of a question
    autosave    pages that save automatically
    filters     filters for templates
    plurals     plural forms for scripts
"""
