"""Reviews of cards.

showing         the next card, its question side and its answer side
recording       a rating, written down once
undoing         the last review, taken back
buttons         the four buttons under a card's answer
today           what is due and what is new
queue           which card comes first
studied_banks   where new cards come from
"""
