"""Backups of an installation on SQLite, and its database file.

sqlite_file     the file, without SQLAlchemy: copied while in use, checked, made complete on its own
connections     the app's connections to it
archive         a backup as one file: packed and unpacked
making          from an installation to a backup
putting_back    from an unpacked backup to an installation, whose old files are kept
"""
