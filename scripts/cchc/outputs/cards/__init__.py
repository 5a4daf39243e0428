"""Social cards: the picture that Facebook and Zalo show beside a link, with the title set in Vietnamese type."""

from cchc.outputs.cards.drawing import CAO, RONG, ChuThe, draw
from cchc.outputs.cards.making import Cards, The, make_cards

__all__ = ["CAO", "RONG", "Cards", "ChuThe", "The", "draw", "make_cards"]
