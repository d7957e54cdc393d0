"""Questions made from tables: one for each row of a table of facts.

tables          the tables
blocks          the questions, with columns in braces
distractors     the wrong choices, drawn from the other rows
expansion       blocks and rows to questions
json_schema     the JSON Schema of blocks, for editors
"""
