"""Looking things up in the desk's knowledge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.content.scenario import Article
from trainer.matching.search import search


def article(id_, en, zh):
    return Article(id=id_, title={"en": en[0], "zh": zh[0]}, body={"en": en[1], "zh": zh[1]})


ARTICLES = {
    a.id: a
    for a in (
        article(
            "roaming",
            ("Roaming abroad", "Switch data roaming on before you travel. Charges are listed by country."),
            ("国际漫游", "出国前请打开数据漫游。各国资费见附表。"),
        ),
        article(
            "refunds",
            ("Refunding a charge", "A disputed charge is refunded within ten working days. See terms & conditions."),
            ("退费规则", "有争议的费用十个工作日内退回。"),
        ),
        article(
            "sim",
            ("Replacing a SIM card", "Bring your identity card to a shop. A new card costs nothing."),
            ("补办手机卡", "请带身份证到营业厅，补卡免费。套餐和资费不变。"),
        ),
    )
}


@pytest.mark.parametrize(
    ("words", "lang", "first"),
    [
        ("漫游", "zh", "roaming"),
        ("怎么补卡", "zh", "sim"),
        ("退费", "zh", "refunds"),
        ("退", "zh", "refunds"),
        ("身份證", "zh", "sim"),
        ("refunds", "en", "refunds"),
        ("how do I replace my cards", "en", "sim"),
        ("travelling", "en", "roaming"),
        ("REFUND", "en", "refunds"),
        ("roam", "en", "roaming"),
        ("countr", "en", "roaming"),
    ],
)
def test_the_article_that_is_meant_comes_first(words, lang, first):
    assert search(ARTICLES, words, lang)[0] == first


def test_a_word_of_the_title_counts_more_than_one_of_the_body():
    assert search(ARTICLES, "资费 漫游", "zh") == ["roaming", "sim"]
    assert search(ARTICLES, "charges", "en") == ["refunds", "roaming"]


def test_an_article_with_both_words_comes_before_one_with_one():
    assert search(ARTICLES, "charge country", "en")[0] == "roaming"


@pytest.mark.parametrize(
    ("words", "lang"), [("锅炉", "zh"), ("boiler", "en"), ("", "zh"), ("  ?!", "en"), ("am", "en")]
)
def test_nothing_is_found_that_is_in_no_article(words, lang):
    assert search(ARTICLES, words, lang) == []


@given(st.text(), st.sampled_from(["zh", "en"]))
def test_any_words_can_be_looked_for(words, lang):
    assert set(search(ARTICLES, words, lang)) <= set(ARTICLES)
