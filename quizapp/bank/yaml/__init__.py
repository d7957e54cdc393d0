"""From the bytes of a bank's file to values that know their line and column.

decoding        bytes to text
parser          text to events
loader          events to values
recovery        a file without its unreadable items
marked, marks   the place of a value in its file
slips           values that YAML reads differently from what the author meant
cuts            formulas and brackets that YAML cuts apart
scalars         a scalar, and any such misreading of it
syntax          YAML's own errors in plain words
"""
