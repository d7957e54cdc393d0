"""Long lists are paginate into pages of which none is empty, and no number is wrong."""

from hypothesis import given
from hypothesis import strategies as st

from quizapp.services.paging import Page, paginate

counts = st.integers(0, 200)


def page(total: int, size: int, number: int) -> Page[int]:
    items = range(total)
    return paginate(total, size, number, lambda offset: items[offset : offset + size])


@given(counts, st.integers(1, 50))
def test_the_pages_together_are_the_list(total: int, size: int) -> None:
    pages = [page(total, size, number) for number in range(1, page(total, size, 1).pages + 1)]
    assert [item for one in pages for item in one.items] == list(range(total))
    assert all(len(one.items) == size for one in pages[:-1])
    assert pages[-1].items or total == 0
    assert {(one.total, one.pages) for one in pages} == {(total, len(pages))}


@given(counts, st.integers(1, 50), st.integers())
def test_a_page_that_isnt_there_is_the_nearest(total: int, size: int, number: int) -> None:
    pages = page(total, size, 1).pages
    nearest = min(range(1, pages + 1), key=lambda there: abs(there - number))
    assert page(total, size, number) == page(total, size, nearest)
