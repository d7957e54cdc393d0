"""What authors write to what a browser shows.

markdown        text, with links and the bank's pictures
mathml          formulas
formula_text    formulas as a line of text, where no mathematics can stand
"""
