"""The public daily register: a mark for each receipt of finished days, in which a citizen finds his own item.

The mark is computed from what the store keeps of a secret part, so the citizen can compute it from his receipt and
nobody else can. It is cut to eight hexadecimal digits on purpose: a whole hash would let somebody who knows a
reference try out secret parts on his own machine, while about a million of them share each short mark.
"""

import hashlib

_PREFIX = "cchc-so-tiep-nhan:"
_DIGITS = 8


def write_mark(secret_hash: str) -> str:
    """Return the mark of a receipt in the register, ``3fa9-12bc``; ``secret_hash`` is that of ``hash_secret``."""
    digest = hashlib.sha256(f"{_PREFIX}{secret_hash}".encode()).hexdigest()[:_DIGITS]
    return f"{digest[:4]}-{digest[4:]}"
