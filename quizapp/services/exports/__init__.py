"""Data to take away.

personal_data       everything about a person
personal_records    the statements behind it
"""
