"""What other programs write and read, translated to and from what quizapp knows.

Pure: no Flask, no database.

    roster       the list of a class, as schools export or paste it
    spreadsheet  tables to take away, as CSV
"""
