"""What authors write to what a browser shows.

markdown        text, with links and the bank's pictures
render_rules    its formulas, pictures and scrolling boxes as HTML
mathml          formulas
commands        what formulas lack, and what may be written instead
doubts          what is hardly shown as it was meant
formula_text    formulas as a line of text, where no mathematics can stand
"""
