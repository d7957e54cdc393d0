"""Accounts of people, from the first visit to the end.

registration         signing up
visitors             trying a quiz before that
first_administrator  the link that makes one, while there is none
sessions             the person behind a cookie, and the end of a session
authentication       a user name or address, and its password
identities           the ways to log in that an account has
throttle             how often one may try
recovery             new passwords, by the old one or by a link
deletion             the end of an account
names                what people may be called, and when two names are the same
passwords            which are good enough, and how they are hashed
links                links that work once
letters              email with such a link, sent in the background
mail                 one letter handed to a mail server
new_people           accounts that administrators make for others
people               roles and links for passwords, for administrators
profile              what people decide for themselves
email_address        the address of a person: how it changes, and how it is confirmed
"""
