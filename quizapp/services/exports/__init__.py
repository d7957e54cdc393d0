"""Data to take away.

personal_data       everything about a person
personal_records    the statements behind it
course_records      those about courses
sections            one kind of records, as a value
"""
