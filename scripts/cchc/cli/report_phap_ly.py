"""``cchc report phap-ly``: which procedures and forms rest on legal texts out of force."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from cchc.catalogue import Catalogue, VanBanItem
from cchc.cli.options import now_option, root_option
from cchc.pipeline import load
from cchc.plugin import starter_lists
from cchc.text import format_date
from cchc.text.money import format_number


@click.command("phap-ly")
@root_option
@now_option
def phap_ly(root: Path, now: datetime) -> None:
    """Văn bản hết hiệu lực còn là căn cứ của thủ tục, biểu mẫu nào.

    \b
    Ví dụ:
      cchc report phap-ly
      cchc report phap-ly --root /srv/cchc --now 2027-01-01
    """
    for line in describe_can_cu(load_catalogue(root, now)):
        click.echo(line)


def load_catalogue(root: Path, now: datetime) -> Catalogue:
    """Read and join the content of a root as it stands; its problems are told by ``cchc check``."""
    cache_dir = root / ".cache" / "cchc"
    catalogue, _ = load(root, now, default_lists=starter_lists(), cache_dir=cache_dir)
    return catalogue


def describe_can_cu(catalogue: Catalogue) -> Iterator[str]:
    """Yield the lines of the report on legal texts: those that ended, each with what must be looked at again."""
    texts = catalogue.can_cu.van_ban
    changed = [text for text in texts if text.het_hieu_luc]
    cited, ended = format_number(len(texts)), format_number(len(changed))
    yield f"{cited} văn bản được viện dẫn; {ended} văn bản có thay đổi hiệu lực."
    for text in changed:
        yield ""
        yield _headline(text)
        for item in text.thu_tuc:
            yield f"  thủ tục {item.record.ma}  {item.path}"
        for form in text.bieu_mau:
            yield f"  biểu mẫu {form.record.id}  tthc/bieu-mau/{form.record.id}.md"


def _headline(text: VanBanItem) -> str:
    end = text.het_hieu_luc
    if end is None:
        return text.so_ky_hieu
    word = "hết hiệu lực từ" if text.da_het else "sẽ hết hiệu lực từ"
    successors = f", thay bằng {', '.join(end.thay_the_boi)}" if end.thay_the_boi else ""
    counts = f"{format_number(len(text.thu_tuc))} thủ tục, {format_number(len(text.bieu_mau))} biểu mẫu"
    return f"{text.so_ky_hieu} {word} {format_date(end.het_hieu_luc)}{successors}: {counts}"
