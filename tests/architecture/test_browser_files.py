"""Files out of node_modules: those that are named, and no others."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from pytest_django import Settings

from jieche.config.finder import NodeFinder
from jieche.config.storage import Storage


@pytest.fixture
def finder(tmp_path: Path, settings: Settings) -> NodeFinder:
    """Stand a small node_modules up, of which one file is named."""
    (tmp_path / "pad" / "dist").mkdir(parents=True)
    (tmp_path / "pad" / "dist" / "pad.min.js").write_text("draw()", encoding="utf-8")
    (tmp_path / "pad" / "README.md").write_text("not for the world", encoding="utf-8")
    settings.NODE_MODULES = tmp_path
    settings.NODE_FILES = {"vendor/pad.js": "pad/dist/pad.min.js"}
    return NodeFinder()


def test_a_named_file_is_found_under_its_served_name(finder: NodeFinder, tmp_path: Path) -> None:
    lies_at = str(tmp_path / "pad" / "dist" / "pad.min.js")
    assert finder.find("vendor/pad.js") == lies_at
    assert finder.find("vendor/pad.js", find_all=True) == [lies_at]


@pytest.mark.parametrize("path", ["pad/README.md", "pad/dist/pad.min.js", "../secret", ""])
def test_nothing_else_is_found(finder: NodeFinder, path: str) -> None:
    assert finder.find(path) == []
    assert finder.find(path, find_all=True) == []


def test_what_is_collected_is_what_is_named(finder: NodeFinder) -> None:
    collected = list(finder.list(None))
    assert [served for served, _ in collected] == ["vendor/pad.js"]
    served, storage = collected[0]
    with storage.open(served) as file:
        assert file.read() == b"draw()"


def test_a_missing_file_is_named_by_the_check(finder: NodeFinder, tmp_path: Path) -> None:
    assert finder.check() == []
    (tmp_path / "pad" / "dist" / "pad.min.js").unlink()
    assert ["pad/dist/pad.min.js" in complaint.msg for complaint in finder.check()] == [True]


def test_a_script_that_names_a_source_map_can_be_collected(tmp_path: Path) -> None:
    """The maps are not shipped; Django's own storage would stop at the first one."""
    # Whitenoise carries no types.
    storage = Storage(location=str(tmp_path), base_url="/static/")  # type: ignore[no-untyped-call]
    storage.save("pad.js", ContentFile(b"draw()\n//# sourceMappingURL=pad.js.map\n"))
    outcomes = list(storage.post_process({"pad.js": (storage, "pad.js")}))  # type: ignore[no-untyped-call]
    assert not [result for _, _, result in outcomes if isinstance(result, Exception)]
