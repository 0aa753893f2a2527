"""One file per article; the listing of this folder is the table of contents of the book."""

import importlib

from jieche.rulebook.sentences import Article

_FILES = (
    "procedure",
    "article_01_reception",
    "article_02_diagnosis",
    "article_03_negotiation",
    "article_04_estimate",
    "article_05_promise",
    "article_06_hand_in",
    "article_07_see_off",
    "article_08_into_workshop",
    "article_09_supplement",
    "article_10_progress",
    "article_11_notice",
    "article_12_collection",
    "article_13_files",
    "article_14_complaints",
    "article_15_follow_up",
    "article_16_booking",
    "article_17_statistics",
)

ARTICLES: tuple[Article, ...] = tuple(
    importlib.import_module(f"jieche.rulebook.articles.{name}").ARTICLE for name in _FILES
)
