"""Backups of an installation on SQLite, and its file as a file.

sqlite_file     the file itself, without SQLAlchemy: whole on its own, looked over, copied while in use
place           which file the app's database is
archive         a backup as a file: what is in it, packed and unpacked
making          the installation to a backup
putting_back    what was unpacked to an installation, and what was there before aside
"""
