"""Question banks as files: YAML to a `Bank`, or problems with file, line and column.

Pure: no Flask, no database. `reading.read_bank` is the front door.

    reading         a bank's files to a `Bank`, or to every fault in it
    header          what `bank.yaml` says, each part by itself
    sources         where these files are: a folder, memory, a ZIP file
    yaml            text to values that know their place
    schema          what authors write beside questions, and what a bank is
    audience        for whom a bank is, and what follows from that
    study_order     in which order learners meet its questions as new cards
    json_schema     the same for editors
    near_names      names of a bank that are no slip in each other
    checks          what can be wrong with well-shaped questions, alone and together
    templates       questions over tables of facts
    pictures        files named in Markdown, decoded and named by what they hold
    markup          Markdown and formulas to safe HTML
    revision        a question as it is stored for good
    characters      which ones may stand in a bank
    topics          what a topic is called
    keys            which keys may stand where, and which one was meant
    place           where checks put what they find
    problem         a fault as an author meets it
    collector       Python's garbage collector, paused
"""
