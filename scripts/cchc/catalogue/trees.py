"""Decision trees joined with the procedures to which they lead; what is wrong with a tree keeps it off the site."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cchc.catalogue import urls
from cchc.catalogue.items import BuocItem, CayItem, ThuTucItem
from cchc.catalogue.lifecycle import is_ended
from cchc.model.chon_thu_tuc import Buoc, CayChon
from cchc.model.content import Entry
from cchc.model.problem import Problem


def join_trees(
    entries: Sequence[Entry[CayChon]], thu_tuc: Mapping[str, ThuTucItem]
) -> tuple[tuple[CayItem, ...], list[Problem]]:
    """Join all trees, in the order of their files; return them with the problems of those that are left out."""
    problems = [problem for entry in entries for problem in check_tree(entry, thu_tuc)]
    wrong = {problem.path for problem in problems}
    return tuple(_join(entry.record, thu_tuc) for entry in entries if entry.path not in wrong), problems


def check_tree(entry: Entry[CayChon], thu_tuc: Mapping[str, ThuTucItem]) -> Iterator[Problem]:
    """A tree's file bears its code, its steps have codes of their own, and it has no dead end, loop or lost step."""
    if urls.stem(entry.path) != entry.record.ma:
        yield Problem(entry.path, 0, "ma", f"tên tệp phải trùng mã: đổi tên tệp thành {entry.record.ma}.yml")
    yield from _check_codes(entry)
    yield from _check_answers(entry)
    yield from _check_reached(entry)
    yield from _check_ends(entry, thu_tuc)


def _check_codes(entry: Entry[CayChon]) -> Iterator[Problem]:
    counts = Counter(buoc.ma for buoc in entry.record.buoc)
    for position, buoc in enumerate(entry.record.buoc):
        if counts[buoc.ma] > 1:
            yield Problem(entry.path, 0, f"buoc.{position}.ma", f"mã bước “{buoc.ma}” được dùng nhiều lần")


def _check_answers(entry: Entry[CayChon]) -> Iterator[Problem]:
    """Each answer leads to a step that exists, never back, and no two answers to the same step.

    One way to each step is what lets its page show the answers given so far, without a script to remember them.
    """
    steps = {buoc.ma: buoc for buoc in entry.record.buoc}
    seen: set[str] = set()
    loops = {loop for ma in steps if ma not in seen for loop in _find_loops(steps, ma, (), seen)}
    came_from: dict[str, str] = {}
    for position, buoc in enumerate(entry.record.buoc):
        for number, answer in enumerate(buoc.tra_loi):
            field = f"buoc.{position}.tra_loi.{number}.den"
            if answer.den not in steps:
                yield Problem(entry.path, 0, field, f"ngõ cụt: không có bước “{answer.den}”; hãy thêm bước hoặc sửa mã")
            elif (buoc.ma, number) in loops:
                yield Problem(
                    entry.path, 0, field, f"bước “{answer.den}” đã hỏi trước câu hỏi này: các câu hỏi thành vòng lặp"
                )
            elif answer.den in came_from:
                message = (
                    f"bước “{answer.den}” đã được dẫn tới từ bước “{came_from[answer.den]}”; hãy tách thành bước khác"
                )
                yield Problem(entry.path, 0, field, message)
            came_from.setdefault(answer.den, buoc.ma)


def _find_loops(
    steps: Mapping[str, Buoc], ma: str, above: tuple[str, ...], seen: set[str]
) -> Iterator[tuple[str, int]]:
    """Yield step and number of each answer that leads to a question already asked on the way from ``ma``."""
    seen.add(ma)
    for number, answer in enumerate(steps[ma].tra_loi):
        if answer.den == ma or answer.den in above:
            yield ma, number
        elif answer.den in steps and answer.den not in seen:
            yield from _find_loops(steps, answer.den, (*above, ma), seen)


def _check_reached(entry: Entry[CayChon]) -> Iterator[Problem]:
    steps = {buoc.ma: buoc for buoc in entry.record.buoc}
    reached: set[str] = set()
    list(_find_loops(steps, entry.record.buoc[0].ma, (), reached))
    for position, buoc in enumerate(entry.record.buoc):
        if buoc.ma not in reached:
            message = f"không câu trả lời nào dẫn tới bước “{buoc.ma}”; hãy thêm câu trả lời hoặc xóa bước"
            yield Problem(entry.path, 0, f"buoc.{position}.ma", message)


def _check_ends(entry: Entry[CayChon], thu_tuc: Mapping[str, ThuTucItem]) -> Iterator[Problem]:
    """An end names procedures that people can file now."""
    for position, buoc in enumerate(entry.record.buoc):
        for number, ma in enumerate(buoc.thu_tuc):
            field = f"buoc.{position}.thu_tuc.{number}"
            item = thu_tuc.get(ma)
            if item is None or item.record.la_noi_bo:
                yield Problem(entry.path, 0, field, f"không có thủ tục công khai “{ma}”; hãy sửa mã")
            elif is_ended(item.trang_thai):
                others = ", ".join(item.vong_doi.thay_the_boi)
                hint = f"thay bằng {others}" if others else "chọn thủ tục khác"
                yield Problem(entry.path, 0, field, f"thủ tục {ma} không còn áp dụng; hãy {hint}")


def _join(cay: CayChon, thu_tuc: Mapping[str, ThuTucItem]) -> CayItem:
    steps = {buoc.ma: buoc for buoc in cay.buoc}
    return CayItem(cay, urls.cay_url(cay.ma), tuple(_walk(cay, cay.buoc[0], steps, thu_tuc, ())))


def _walk(
    cay: CayChon,
    buoc: Buoc,
    steps: Mapping[str, Buoc],
    thu_tuc: Mapping[str, ThuTucItem],
    trail: tuple[tuple[BuocItem, str], ...],
) -> Iterable[BuocItem]:
    """Yield a step and all below it, each with the questions and answers that lead to it."""
    found = tuple(thu_tuc[ma] for ma in buoc.thu_tuc)
    ways = tuple((answer, urls.buoc_url(cay.ma, answer.den)) for answer in buoc.tra_loi)
    item = BuocItem(buoc, urls.buoc_url(cay.ma, buoc.ma), trail, ways, found)
    yield item
    for answer in buoc.tra_loi:
        yield from _walk(cay, steps[answer.den], steps, thu_tuc, (*trail, (item, answer.noi_dung)))
