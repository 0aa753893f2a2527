"""The canonical form: one content, one byte string."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jieche.values.canonical import LARGEST_INT, NotCanonical, canonical, digest, digest_of_bytes

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
CONTENT = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST_INT, LARGEST_INT) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


def test_keys_are_sorted_and_nothing_is_padded() -> None:
    content = {"车牌": "沪A12345", "b": [1, True, None], "a": "“引号”\n"}
    assert canonical(content) == '{"a":"“引号”\\n","b":[1,true,null],"车牌":"沪A12345"}'.encode()


def test_the_digest_is_the_sha256_of_the_bytes() -> None:
    assert digest({}) == hashlib.sha256(b"{}").hexdigest()
    assert digest_of_bytes(b"{}") == digest({})


@given(CONTENT)
def test_reading_back_and_writing_again_gives_the_same_bytes(content: object) -> None:
    once = canonical(content)
    assert json.loads(once) == content
    assert canonical(json.loads(once)) == once


@given(st.dictionaries(TEXT, CONTENT, max_size=5))
def test_the_order_of_writing_does_not_matter(content: dict[str, object]) -> None:
    assert canonical(dict(reversed(content.items()))) == canonical(content)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ({"a": [1, 2.0]}, "$.a[1]"),
        ({"a": (1, 2)}, "$.a"),
        ({1: "a"}, "$"),
        ({"a": {"b": b""}}, "$.a.b"),
        ([LARGEST_INT + 1], "$[0]"),
        (["\ud800"], "$[0]"),
        ({"\ud800": 1}, "$"),
        (float("nan"), "$"),
    ],
)
def test_what_has_no_one_form_is_refused_by_its_place(content: object, place: str) -> None:
    with pytest.raises(NotCanonical) as refused:
        canonical(content)
    assert str(refused.value).startswith(f"{place}: ")
