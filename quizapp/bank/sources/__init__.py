"""Sources of a bank. All name files alike, and none reads anything outside itself.

source          the interface of a source, and which of its files make a bank
folder          a folder on this machine
memory          files that are in memory already
archive         a ZIP file
"""
