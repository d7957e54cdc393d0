"""The pictures that questions show.

image_file      what a file holds, by its own bytes
images          the pictures that a bank names and has
illustration    their contents put in the place of their names
"""
