"""Reviews of cards.

showing         the next card, its question side and its answer side
recording       a rating, saved once
undoing         undo of the last review
buttons         the four buttons under a card's answer
today           due and new cards
queue           the order of cards
studied_banks   the banks that new cards come from
"""
