"""Guards book numbers: a wrong digit is noticed, and both forms are one number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from content.text import bare_isbn, is_isbn, isbn_forms


def test_check_digit_decides() -> None:
    assert is_isbn("9780306406157")
    assert is_isbn("0306406152")
    assert is_isbn("080442957X")
    assert not is_isbn("9780306406158")
    assert not is_isbn("0306406153")
    assert not is_isbn("12345")
    assert not is_isbn("")


def test_hyphens_of_every_kind_go() -> None:
    assert bare_isbn(" 978-0\u2011306 40615\u20137 ") == "9780306406157"
    assert bare_isbn("0-8044-2957-x") == "080442957X"


def test_two_forms_are_one_number() -> None:
    assert isbn_forms("0-306-40615-2") == ("0306406152", "9780306406157")
    assert isbn_forms("978-0-306-40615-7") == ("9780306406157", "0306406152")
    assert isbn_forms("9791034567891") == ("9791034567891",)
    assert isbn_forms("abc") == ("ABC",)


@given(st.text("0123456789", min_size=9, max_size=9))
def test_each_form_leads_to_the_other(digits: str) -> None:
    for form in isbn_forms(f"{digits}0")[1:]:
        assert is_isbn(form)
        (_, short) = isbn_forms(form)
        assert is_isbn(short)
        assert isbn_forms(short)[1] == form
