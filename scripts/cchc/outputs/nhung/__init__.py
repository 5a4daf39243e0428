"""The embedding kit: what units put into their own sites to show this portal's news."""

from cchc.outputs.nhung.build import make_nhung
from cchc.outputs.nhung.composer import make_trang_nhung

__all__ = ["make_nhung", "make_trang_nhung"]
