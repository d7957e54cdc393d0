"""Data to download.

personal_data       all data about a person
personal_records    the queries behind it
course_records      the queries about courses
sections            one kind of records, as a value
"""
