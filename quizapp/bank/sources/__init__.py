"""Sources of a bank: all name files alike, and none reads anything outside itself.

source          what a source can do, and which of its files make a bank
folder          a folder on this machine
memory          files that are in memory already
archive         a ZIP file
"""
