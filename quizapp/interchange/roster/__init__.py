"""A class list to rows with an address, a name and a group, or to faults with their lines.

The entry point is `reading.read_roster`.

    reading     a file or a pasted text to a `Roster`
    decoding    bytes to text, in the encodings that schools use
    tables      text to records with line numbers
    heads       names of columns, in several languages
    columns     which column of a table has which data
    addresses   email addresses within a text
    rows        the model of a roster
"""
