"""``cchc doctor``: what an operator must know of an installed service, without changing anything."""

from cchc.cli.doctor.command import doctor

__all__ = ["doctor"]
