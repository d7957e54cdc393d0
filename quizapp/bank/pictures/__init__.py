"""The pictures that questions show.

image_file      the format of a file, from its own bytes
images          the pictures that a bank refers to and contains
illustration    names of pictures replaced by their content
"""
