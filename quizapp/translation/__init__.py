"""The texts of the interface in the languages of its readers. Pure: no Flask.

    languages    which languages there are, what their catalogues say, and which one somebody reads
    texts        texts in the code, translated when they are read

English is the key: a text stands in the code as it is read in English, and a catalogue
(`catalogues/<code>.po`) gives it in another language. Templates are translated when they are compiled
(`quizapp/web/templating.py`).
"""
