"""Accounts of people, from sign-up to deletion.

registration         signing up
visitors             trying a quiz before signing up
first_administrator  the link for the first administrator, while there is none
sessions             the person behind a cookie, and the end of a session
authentication       log-in by user name or email address, and password
identities           the ways to log in of an account
throttle             limits on the number of tries
recovery             new passwords, with the old one or a link
deletion             deleting an account
names                allowed names, and when two names are the same
passwords            strength and hashing of passwords
links                links that work once
letters              emails with such a link, sent in the background
mail                 one email, handed to a mail server
new_people           accounts that administrators make for others
people               roles and links for passwords, for administrators
profile              a person's own settings
email_address        the email address of a person: change and confirmation
"""
