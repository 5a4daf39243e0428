"""The browser editor below ``/quan-tri/``: an optional extra, configured from the models of the build."""

from cchc.outputs.quan_tri.make import QUAN_TRI, make_quan_tri

__all__ = ["QUAN_TRI", "make_quan_tri"]
