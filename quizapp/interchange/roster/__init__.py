"""The list of a class to rows with an address, a name and a group, or faults with their lines.

`reading.read_roster` is the front door.

    reading     a file or a pasted text to a `Roster`
    decoding    bytes to text, in the encodings that schools use
    tables      text to records that know their lines
    heads       what a column is called, in several languages
    columns     which column of a table holds what
    addresses   email addresses within a text
    rows        what a roster is
"""
