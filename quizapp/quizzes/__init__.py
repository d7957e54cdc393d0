"""The rules of quizzes, without a clock, a database or a request.

    rules        the settings of a quiz, as one value
    timing       the end of a quiz, and how long answers count
    disclosure   what learners may see of a question, and from when
    drawing      the choice of questions from a pool
    focus        the questions that a learner's quiz prefers
    composition  sections of fixed and random questions, and one learner's questions from them
    editing      step-by-step changes of a composition
    dry_look     points, time and problems of a composition before anybody takes it
    navigation   free or forward-only movement through a quiz
    answered     the answer to a question that counts
    certainty    the points that certainty earns or costs

Each question type decides what an answer earns.
"""
