"""Every file below ``/du-lieu/`` but the page that tells of them."""

from collections.abc import Iterator
from gzip import GzipFile
from io import BytesIO

from pydantic_core import to_json

from cchc.catalogue import Catalogue, urls
from cchc.model.site import Site
from cchc.outputs.artefact import Artefact
from cchc.outputs.open_data import datasets
from cchc.outputs.open_data.cpsv_ap import make_cpsv_ap
from cchc.outputs.open_data.government_service import make_government_service
from cchc.outputs.open_data.published import hoi_dap_columns, publish_hoi_dap, publish_van_ban, van_ban_columns
from cchc.outputs.open_data.qa_page import make_qa_pages
from cchc.outputs.open_data.records import (
    publish_bieu_mau,
    publish_don_vi,
    publish_quyet_dinh,
    publish_thu_tuc,
    publish_tin,
    summarise_thu_tuc,
)
from cchc.outputs.open_data.schemas import make_schemas
from cchc.outputs.open_data.table_rows import make_table, make_tables
from cchc.outputs.open_data.tables import render_csv, render_xlsx
from cchc.outputs.pictures import Pictures


def make_open_data(catalogue: Catalogue, site: Site, pictures: Pictures) -> Iterator[Artefact]:
    """Make all files of open data; addresses inside them are absolute, for data travels without its site."""
    site_url = site.url.rstrip("/")
    yield from _make_thu_tuc(catalogue, site, site_url)
    lists = {
        datasets.QUYET_DINH: [publish_quyet_dinh(item, site_url) for item in catalogue.quyet_dinh],
        datasets.BIEU_MAU: [publish_bieu_mau(item, site_url) for item in catalogue.bieu_mau.values()],
        datasets.DON_VI: [publish_don_vi(item, site_url) for item in catalogue.don_vi.values()],
        datasets.TIN_TUC: [publish_tin(item, site_url, pictures) for item in catalogue.tin],
        datasets.VAN_BAN: [publish_van_ban(item, site_url) for item in catalogue.van_ban],
        datasets.HOI_DAP: [publish_hoi_dap(item, site_url) for item in catalogue.hoi_dap],
        datasets.DANH_MUC: catalogue.danh_muc,
    }
    for bo, values in lists.items():
        yield Artefact(_uri(bo.json_url), to_json(values))
    tables = make_tables(catalogue, site_url) | {
        datasets.VAN_BAN.ten: make_table(datasets.VAN_BAN, van_ban_columns(site_url), catalogue.van_ban),
        datasets.HOI_DAP.ten: make_table(datasets.HOI_DAP, hoi_dap_columns(site_url), catalogue.hoi_dap),
    }
    for ten, bang in tables.items():
        yield Artefact(f"du-lieu/{ten}.csv", render_csv(bang))
        yield Artefact(f"du-lieu/{ten}.xlsx", render_xlsx(bang))
    yield from make_schemas(site_url)
    yield from make_qa_pages(catalogue, site_url)
    yield make_cpsv_ap(catalogue, site, site_url)


def _make_thu_tuc(catalogue: Catalogue, site: Site, site_url: str) -> Iterator[Artefact]:
    """Make the list of procedures, a file for each, and one archive of these files, a line for each."""
    items = tuple(catalogue.thu_tuc.values())
    yield Artefact(_uri(datasets.THU_TUC.json_url), to_json([summarise_thu_tuc(item, site_url) for item in items]))
    packed = BytesIO()
    # No name and no time in the archive's head, so that the same records give the same bytes.
    with GzipFile(filename="", mode="wb", compresslevel=3, fileobj=packed, mtime=0) as archive:
        for item in items:
            data = to_json(publish_thu_tuc(item, site_url))
            archive.write(data + b"\n")
            yield Artefact(_uri(urls.thu_tuc_json_url(item.record.ma)), data)
            yield make_government_service(item, site, site_url)
    yield Artefact(f"du-lieu/{datasets.THU_TUC_DAY_DU}", packed.getvalue())


def _uri(url: str) -> str:
    return url.lstrip("/")
