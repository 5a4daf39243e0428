"""Pictures of news: checked, freed of everything that is not picture, and made in the sizes and formats of the web."""

from cchc.outputs.pictures.checking import check_pictures
from cchc.outputs.pictures.in_text import place_pictures
from cchc.outputs.pictures.making import Pictures, make_pictures
from cchc.outputs.pictures.published import AnhCongBo, BanAnh, NguonAnh

__all__ = ["AnhCongBo", "BanAnh", "NguonAnh", "Pictures", "check_pictures", "make_pictures", "place_pictures"]
