"""From authors' markup to a browser's HTML.

markdown        text, with links and the bank's pictures
render_rules    its formulas, pictures and scrolling boxes as HTML
mathml          formulas
commands        unsupported commands in formulas, with replacements
doubts          markup that probably doesn't show as intended
formula_text    formulas as a line of text, for places without mathematics
"""
