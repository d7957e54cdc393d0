"""Whether every text can be translated, and is: `python -m tests.translations`."""
