"""Accounts of people, from the first visit to the end.

registration    visitors, signing up, the person behind a cookie, the first administrator, the end
authentication  a name and its password
throttle        how often one may try
recovery        new passwords, by the old one or by a link
names           what people may be called, and when two names are the same
passwords       which are good enough, and how they are hashed
links           links that let in once
mail            letters with such a link
people          roles and links for passwords, for administrators
preferences     what learners decide for themselves
"""
