"""The texts of the interface in the languages of its readers. Pure: no Flask.

    languages    the languages, their catalogues, and the language of a reader
    texts        texts in the code, translated when they are read

English is the key: the code contains the English text, and a catalogue (`catalogues/<code>.po`) has its
translation. Templates are translated when they are compiled (`quizapp/web/templating.py`).
"""
