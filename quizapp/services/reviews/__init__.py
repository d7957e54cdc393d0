"""Reviews of cards.

reviewing       today's cards: shown, answered, rated, taken back
buttons         the four buttons under a card's answer
today           what is due and what is new
queue           which card comes first
studied_banks   where new cards come from
"""
