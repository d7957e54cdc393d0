"""Question banks as files: YAML to a `Bank`, or problems with file, line and column.

Pure: no Flask, no database. The entry point is `reading.read_bank`.

    reading         a bank's files to a `Bank`, or to all its faults
    header          the contents of `bank.yaml`, part by part
    sources         the place of the files: a folder, memory, a ZIP file
    yaml            text to values with their places
    schema          the models of a bank, and of everything besides questions in its files
    audience        who may study and read a bank
    study_order     the order in which learners get its questions as new cards
    json_schema     the format of banks as JSON Schema, for editors
    near_names      similar names in a bank, which aren't typos of each other
    checks          checks of well-formed questions, each alone and all together
    templates       questions made from tables of facts
    pictures        files named in Markdown, decoded and named by their content
    markup          Markdown and formulas to safe HTML
    revision        the permanent form of a question
    characters      the characters allowed in a bank
    topics          the titles of topics
    keys            the keys allowed in each place, and suggestions for unknown ones
    place           the place in a file that a fault belongs to
    problem         a fault as shown to an author
    collector       Python's garbage collector, paused
"""
