"""Pages of a long list."""

from themes.props import Pagination, paginate


def labels(pagination: Pagination | None) -> list[str]:
    assert pagination is not None
    return [link.label for link in pagination.pages]


def address(page: int) -> str:
    return f"?pagina={page}"


def test_one_page_needs_no_pagination() -> None:
    assert paginate(1, count=1, address=address) is None
    assert paginate(1, count=0, address=address) is None


def test_gaps_stand_for_the_pages_left_out() -> None:
    assert labels(paginate(4, count=27, address=address)) == ["1", "…", "3", "4", "5", "…", "27"]
    assert labels(paginate(1, count=3, address=address)) == ["1", "2", "3"]


def test_first_and_last_page_have_one_neighbour() -> None:
    first, last = paginate(1, count=5, address=address), paginate(5, count=5, address=address)
    assert first is not None
    assert last is not None
    assert (first.previous, last.next) == (None, None)
    assert first.next is not None
    assert first.next.url == "?pagina=2"


def test_current_page_is_marked_and_every_page_carries_the_hook() -> None:
    pagination = paginate(2, count=3, address=address)
    assert pagination is not None
    assert [link.current for link in pagination.pages] == [False, True, False]
    assert {link.data_element for link in pagination.pages} == {"pager-link"}
