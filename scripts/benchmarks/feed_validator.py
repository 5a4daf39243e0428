"""Hold feed files against the W3C feed validator; runs alone, under any interpreter that has html5lib and rdflib.

Usage: python feed_validator.py CHECKOUT FOLDER ADDRESS. Prints one JSON object: files, errors, warnings, and each
message with the number of files in which it came.
"""

import json
import sys
from collections import Counter
from pathlib import Path


def main(checkout: str, folder: str, address: str) -> None:
    """Validate every RSS, Atom and OPML file below a folder that is published at an address."""
    sys.path.insert(0, str(Path(checkout) / "src"))
    import feedvalidator
    from feedvalidator import compatibility
    from feedvalidator.formatter.text_plain import Formatter
    from feedvalidator.logging import Error

    files = [file for suffix in ("xml", "atom", "opml") for file in sorted(Path(folder).rglob(f"*.{suffix}"))]
    counts: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for file in files:
        path = file.relative_to(folder).as_posix()
        # All messages of a file; the address tells the validator which self link is right.
        found = feedvalidator.validateString(file.read_bytes(), base=address + path)["loggedEvents"]
        events = compatibility.AA(found)
        counts.update("errors" if isinstance(event, Error) else "warnings" for event in events)
        told.update({f"{type(event).__name__}: {line}" for event, line in zip(events, Formatter(events), strict=False)})
    result = {"files": len(files), "errors": counts["errors"], "warnings": counts["warnings"], "messages": dict(told)}
    print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
