"""Question banks as files: YAML to a `Bank`, or problems with file, line and column.

Pure: no Flask, no database. `reading.read_bank` is the front door.
"""
