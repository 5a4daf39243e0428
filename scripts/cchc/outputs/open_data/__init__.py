"""The records and lists as open data: JSON with schemas, tables, linked data."""

from cchc.outputs.open_data.build import make_open_data
from cchc.outputs.open_data.datasets import BO_DU_LIEU, BoDuLieu

__all__ = ["BO_DU_LIEU", "BoDuLieu", "make_open_data"]
