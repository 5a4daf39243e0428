"""Drawings (SVG): published as they are, therefore refused when they hold more than a drawing."""

import re
from collections.abc import Iterator

from lxml import etree

from cchc.outputs.pictures.reading import AnhHong

_FORBIDDEN = {"script", "foreignobject", "iframe", "embed", "object", "audio", "video", "handler", "set"}
_OWN_ADDRESS = re.compile(r"^(?:#|data:image/(?:png|jpe?g|webp);base64,)", re.IGNORECASE)
_FOREIGN_STYLE = re.compile(r"@import|expression\s*\(|url\(\s*['\"]?\s*(?!#|['\"])", re.IGNORECASE)
_LENGTH = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*(?:px)?\s*$")


def measure_svg(data: bytes) -> tuple[int, int]:
    """Return width and height of a drawing; raise AnhHong if it holds scripts, handlers or foreign addresses."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise AnhHong("không đọc được: không phải SVG hợp lệ; hãy xuất lại từ phần mềm vẽ") from error
    found = next(_find_dangers(root), None)
    if found:
        raise AnhHong(f"có {found}; hãy xuất lại SVG không kèm mã, hoặc lưu thành PNG")
    return _size(root)


def _find_dangers(root: etree._Element) -> Iterator[str]:
    if etree.QName(root).localname != "svg":
        yield f"phần tử gốc <{etree.QName(root).localname}> thay vì <svg>"
    tree = root.getroottree()
    if "<!ENTITY" in etree.tostring(tree, encoding="unicode"):
        yield "khai báo thực thể XML"
    for node in tree.iter():
        if isinstance(node.tag, str):
            yield from _dangers_of(node)
        elif not isinstance(node, etree._Comment):
            yield "chỉ dẫn xử lý hoặc thực thể XML"


def _dangers_of(element: etree._Element) -> Iterator[str]:
    name = etree.QName(element).localname.lower()
    if name in _FORBIDDEN:
        yield f"phần tử <{name}>"
    if name == "style" and _FOREIGN_STYLE.search("".join(map(str, element.itertext()))):
        yield "kiểu chữ, hình nạp từ nơi khác"
    for key, value in element.attrib.items():
        attribute = etree.QName(str(key)).localname.lower()
        if attribute.startswith("on"):
            yield f"mã chạy ở thuộc tính {attribute}"
        elif attribute in {"href", "src"} and not _OWN_ADDRESS.match(str(value).strip()):
            yield "địa chỉ dẫn ra ngoài tệp"
        elif attribute == "attributename" and str(value).lower().endswith("href"):
            yield "địa chỉ tự đổi"
        elif _FOREIGN_STYLE.search(str(value)):
            yield "kiểu chữ, hình nạp từ nơi khác"


def _size(root: etree._Element) -> tuple[int, int]:
    lengths = [_LENGTH.match(str(root.get(name, ""))) for name in ("width", "height")]
    if lengths[0] and lengths[1]:
        return max(1, round(float(lengths[0][1]))), max(1, round(float(lengths[1][1])))
    box = re.findall(r"-?\d+(?:\.\d+)?", str(root.get("viewBox", "")))
    if len(box) == 4 and float(box[2]) > 0 and float(box[3]) > 0:
        return max(1, round(float(box[2]))), max(1, round(float(box[3])))
    raise AnhHong("không ghi kích thước; hãy thêm viewBox vào phần tử <svg>")
