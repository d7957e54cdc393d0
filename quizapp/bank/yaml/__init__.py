"""From the bytes of a bank's file to values that know their line and column.

decoding        bytes to text
parser          text to events
loader          events to values
recovery        a file without the items that can't be read
marked, marks   where a value stands in its file
slips           what YAML reads otherwise than its author meant
cuts            formulas and brackets that YAML cuts apart
scalars         a scalar, and the slip in it
syntax          YAML's own errors in plain words
"""
