"""Installing the browser editor: only the known package, only what the site serves, nothing that asks other hosts."""

import io
import json
import tarfile
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from cchc.catalogue import Catalogue, build
from cchc.cli.editor import editor
from cchc.cli.editor_files import Rejected, unpack_editor
from cchc.model.post import Tin
from cchc.model.site import Site
from cchc.model.trinh_bien_tap import TrinhBienTap
from cchc.outputs.quan_tri.make import make_config, make_policy
from cchc.plugin import starter_lists
from cchc.sources import read
from cchc.text import parse_datetime
from roots import NOW, make_root

pytestmark = pytest.mark.slow

GITEA = TrinhBienTap.model_validate({"loai": "gitea", "dia_chi": "https://git.example.vn/kho", "kho": "so-y-te/cchc"})
GITLAB = TrinhBienTap.model_validate(
    {"loai": "gitlab", "dia_chi": "https://lab.example.vn", "kho": "so-y-te/cchc", "ma_ung_dung": "abc"}
)


def _package(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(f"package/{name}")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def test_a_package_of_other_bytes_is_refused(tmp_path: Path) -> None:
    """A file whose SHA-512 is not the pinned one installs nothing, and says so in one line."""
    other = tmp_path / "khac.tgz"
    other.write_bytes(_package({"npm/index.js": b"`../locales/vi.json`", "locales/vi.json": b"{}"}))
    done = CliRunner().invoke(editor, ["install", "--root", str(tmp_path), "--from", str(other)])
    assert done.exit_code == 1
    assert "mã băm không khớp" in done.output
    assert not (tmp_path / "var").exists()


def test_what_the_site_serves_is_taken_and_nothing_else(tmp_path: Path) -> None:
    """Maps, other locales and paths that leave the folder stay out; words become a script, fonts come along."""
    font = b"url(https://fonts.example/fontsource/fonts/noto-mono@5.3.0/latin-400-normal.woff2)"
    index = b"import(`../locales/vi.json`);" + font + b"\n//# sourceMappingURL=index.js.map"
    files = {
        "npm/index.js": index,
        "npm/index.js.map": b"{}",
        "npm/assets/noto-mono-latin-400-normal-X1.woff2": b"font",
        "npm/chunks/../../../ra-ngoai.js": b"",
        "locales/vi.json": '{"save": "Lưu"}'.encode(),
        "locales/ar.json": b"{}",
    }
    assert unpack_editor(_package(files), tmp_path / "quan-tri") == 3
    cms = tmp_path / "quan-tri" / "cms"
    assert (cms / "vi.js").read_text(encoding="utf-8") == 'export default {"save": "Lưu"}\n'
    assert (cms / "index.js").read_bytes() == (b"import(`./vi.js`);url(cms/assets/noto-mono-latin-400-normal-X1.woff2)")
    assert sorted(path.name for path in tmp_path.rglob("*.js")) == ["index.js", "vi.js"]


def test_a_package_of_another_shape_is_refused(tmp_path: Path) -> None:
    """A package without the known script leaves an installed editor as it is."""
    (tmp_path / "quan-tri").mkdir()
    with pytest.raises(Rejected):
        unpack_editor(_package({"npm/index.js": b""}), tmp_path / "quan-tri")
    assert (tmp_path / "quan-tri").is_dir()


def test_the_policy_names_the_one_configured_repository() -> None:
    """A folder needs no other host; a repository adds its own origin to what may be asked, and only there."""
    assert "https:" not in make_policy(TrinhBienTap())
    policy = make_policy(GITEA)
    assert "connect-src 'self' blob: data: https://git.example.vn;" in policy
    assert "script-src 'self' 'wasm-unsafe-eval';" in policy
    assert policy.count("https://") == policy.count("https://git.example.vn") == 2


def test_the_configuration_has_every_field_of_every_kind(tmp_path: Path) -> None:
    """Labels, obligation and choices are those of the models, for every field of a news item."""
    config = make_config(_catalogue(tmp_path), Site())
    tin = next(one for one in config["collections"] if one["name"] == "tin")
    fields = {one["name"]: one for one in tin["fields"]}
    assert fields.keys() - {"body"} == Tin.model_fields.keys() - {"noi_dung"}
    assert {name for name, one in fields.items() if one["required"]} == {
        name for name, field in Tin.model_fields.items() if field.is_required()
    }
    assert {"label": "Đã đăng", "value": "da-dang"} in fields["trang_thai"]["options"]
    assert fields["chuyen_muc"]["options"] == [
        {"label": "Tin hoạt động", "value": "tin-hoat-dong"},
        {"label": "Thông báo", "value": "thong-bao"},
    ]
    assert fields["don_vi"]["collection"] == "don_vi"


@pytest.mark.parametrize("where", [TrinhBienTap(), GITEA, GITLAB])
def test_the_configuration_is_valid_for_the_installed_editor(
    tmp_path: Path, where: TrinhBienTap, editor_schema: dict[str, object]
) -> None:
    """The editor's own JSON Schema accepts the configuration for each kind of repository."""
    config = make_config(_catalogue(tmp_path), Site(trinh_bien_tap=where))
    jsonschema.Draft7Validator(editor_schema).validate(json.loads(json.dumps(config)))


def _catalogue(folder: Path) -> Catalogue:
    content, _ = read(make_root(folder), default_lists=starter_lists())
    return build(content, parse_datetime(NOW))[0]
