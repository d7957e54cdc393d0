"""What quizapp costs, measured on the machine at hand: `make bench`.

    __main__      the command line, and the order in which things are measured
    report        tables for people and JSON for programs
    cpu           the CPU time of processes, from /proc (so: on Linux)
    checking      10,000 questions checked and synced
    domain        grading a response, scheduling a review
    learners      people with a short and with a long history
    servers       the production server with a given app; `apps` has those that are compared
    browser       somebody's browser: one connection kept open, cookies, forms
    pages         what each page costs, beside a Flask page that says hello
    crowd         sixteen learners at once
    results       the staff's pages of a course of a hundred learners
    exam          a class of 300 in one exam; `candidates` are its learners, in a process of their own

Seconds say as much about a machine as about a program, and more about its neighbours. Ratios to
the hello page, asked in turn with each page measured, travel better.
"""
