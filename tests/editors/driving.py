"""Opening the browser editor on a folder.

A browser's folder picker cannot be driven, so the page is given the browser's own private folder instead; everything
after the choice of the folder is the editor's real way through the File System Access API.
"""

from pathlib import Path

from playwright.sync_api import Page

_PICKER = """
window.showDirectoryPicker = async () => {
  const folder = await navigator.storage.getDirectory()
  await folder.getDirectoryHandle('.git', { create: true })
  return folder
}
"""

_PUT = """async files => {
  for (const [path, text] of Object.entries(files)) {
    const parts = path.split('/')
    let folder = await navigator.storage.getDirectory()
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create: true })
    const stream = await (await folder.getFileHandle(parts.at(-1), { create: true })).createWritable()
    await stream.write(text)
    await stream.close()
  }
}"""


def open_editor(page: Page, address: str, root: Path) -> None:
    """Open the editor on a copy of a root's texts, ready to write."""
    page.add_init_script(_PICKER)
    page.goto(f"{address}/tin-tuc/")
    page.evaluate(_PUT, _texts(root))
    page.goto(f"{address}/quan-tri/")
    page.get_by_role("button", name="Làm việc với kho mã nguồn cục bộ").click()
    page.get_by_text("Tạo mới").first.wait_for()


def _texts(root: Path) -> dict[str, str]:
    files = [file for folder in ("posts", "docs", "tthc") for file in (root / folder).rglob("*")]
    texts = [file for file in files if file.suffix in {".md", ".yml"}]
    return {file.relative_to(root).as_posix(): file.read_text(encoding="utf-8") for file in texts}
