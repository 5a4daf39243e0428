"""``scripts/bench formats``: how far the portal's PDF export gives the same records as its JSON, field by field."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.agreement import compare_formats
from benchmarks.measure import machine, print_table

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = REPOSITORY.parent / "shared" / "data" / "tthc"


def main(arguments: Sequence[str] | None = None) -> None:
    """Compare the PDF exports with the JSON records of the same codes and print the agreement of each field."""
    parser = argparse.ArgumentParser(prog="scripts/bench formats", description=main.__doc__)
    parser.parse_args(arguments)
    if not SHARED.is_dir():
        sys.exit(f"needs the shared data beside the checkout: {SHARED}")
    agreements = compare_formats(SHARED / "xuat-chi-tiet-pdf", SHARED / "dvcqg-api-2026-07" / "y-te")
    rows = [
        [name, f"{item.same_records}/{item.records}", f"{item.same_values}/{item.values}", f"{item.percent:.2f}"]
        for name, item in agreements.items()
    ]
    print(f"\nPDF against JSON of the same codes, where both have the field – {machine()}\n")
    print_table(("field", "records equal", "values equal", "values equal, %"), rows)


if __name__ == "__main__":
    main()
