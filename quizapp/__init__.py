"""Quizzes and flashcards from one bank of questions, with one memory for each learner.

The layers from top to bottom. Each imports only from those below it (checked by `make check`):

    app                     the factory: configuration, extensions, blueprints
    web | cli               HTTP and the shell: parse, call one service, render
    services                use cases: load rows, call the domain, save, return a frozen result
    extensions              the Flask extensions, not yet bound to an app
    models                  tables; no Flask
    bank                    pure: YAML files to a Bank, or problems with file, line and column
    question_types | quizzes | scheduling
                            pure: a folder for each question type; the drawing of questions and points for
                            certainty; the memory model
    translation             pure: the texts of the interface in the languages of its readers

The factory is `quizapp.app.create_app`. It isn't imported here, so that the pure packages can be
used without loading Flask or SQLAlchemy.
"""

__version__ = "0.1.0"
