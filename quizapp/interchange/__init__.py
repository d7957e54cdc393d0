"""Files of other programs, converted from and to quizapp's own data.

Pure: no Flask, no database.

    roster       class lists, as exported by schools or pasted
    spreadsheet  tables to download, as CSV
"""
