"""Keywords, `unless` and negation, as the scenario format says them."""

import pytest
from made_matchers import made, move

FREEZE_ZH = move("freeze", "zh", keywords=[["冻结", "挂失"], ["马上", "现在"]])
FREEZE_EN = move("freeze", "en", keywords=[["freeze", "block"], ["now", "straight away"]])


def test_every_group_must_have_one_of_its_words():
    assert made("zh", "我马上给您冻结", FREEZE_ZH) == ("freeze",)
    assert made("zh", "我给您冻结", FREEZE_ZH) == ()
    assert made("en", "I'll block it straight away", FREEZE_EN) == ("freeze",)
    assert made("en", "I'll block it later", FREEZE_EN) == ()


def test_all_groups_must_be_met_in_one_sentence():
    assert made("zh", "我给您冻结。现在请稍等。", FREEZE_ZH) == ()
    assert made("en", "I'll block it. Now tell me your name.", FREEZE_EN) == ()


def test_clauses_of_one_sentence_count_together():
    assert made("zh", "您别挂，我现在来，给您冻结", FREEZE_ZH) == ("freeze",)
    assert made("en", "just a moment, I'll freeze it for you, doing that now", FREEZE_EN) == ("freeze",)


@pytest.mark.parametrize("text", ["我现在没法给您冻结", "现在不能挂失", "我们现在不冻结", "现在这卡冻结不了"])
def test_a_negated_chinese_keyword_does_not_count(text):
    assert made("zh", text, FREEZE_ZH) == ()


@pytest.mark.parametrize(
    "text",
    [
        "I can't block it now",
        "I won't freeze it straight away",
        "we do not block cards now",
        "I'm unable to freeze it now",
    ],
)
def test_a_negated_english_keyword_does_not_count(text):
    assert made("en", text, FREEZE_EN) == ()


@pytest.mark.parametrize(
    "text", ["不好意思，我现在给您冻结", "要不要我现在给您冻结", "没问题，马上挂失", "别着急我现在给您冻结"]
)
def test_harmless_chinese_negatives_do_not_negate(text):
    assert made("zh", text, FREEZE_ZH) == ("freeze",)


@pytest.mark.parametrize(
    "text", ["don't worry, I'll block it now", "no problem, I'll freeze it now", "shall I block it now or not"]
)
def test_harmless_english_negatives_do_not_negate(text):
    assert made("en", text, FREEZE_EN) == ("freeze",)


def test_a_negation_the_author_asked_for_does_not_negate():
    assert made("zh", "密码千万不要告诉别人", move("safe", "zh", keywords=[["密码"], ["不要", "别"]])) == ("safe",)
    assert made("en", "never tell anyone your PIN", move("safe", "en", keywords=[["never", "don't"], ["pin"]])) == (
        "safe",
    )


def test_unless_takes_a_move_back():
    freeze = move("freeze", "zh", keywords=[["冻结"]], unless=["自己去"])
    assert made("zh", "您自己去网点冻结", freeze) == ()
    stop = move("stop", "en", keywords=[["cancel"]], unless=["go into the branch"])
    assert made("en", "you'd have to go into the branch to cancel it", stop) == ()


def test_unless_reaches_only_its_own_sentence():
    freeze = move("freeze", "zh", keywords=[["冻结"]], unless=["自己去"])
    assert made("zh", "我来冻结。您不用自己去。", freeze) == ("freeze",)


def test_english_keywords_are_whole_words():
    assert made("en", "I'm spinning it", move("pin", "en", keywords=[["pin"]])) == ()
    assert made("en", "your PIN please", move("pin", "en", keywords=[["pin"]])) == ("pin",)


@pytest.mark.parametrize("text", ["I apologize", "I apologised", "apologizing now", "she apologises"])
def test_regular_endings_and_both_spellings_are_alike(text):
    assert made("en", text, move("sorry", "en", keywords=[["apologise"]])) == ("sorry",)


@pytest.mark.parametrize(
    ("written", "said"),
    [("colour", "colors"), ("centre", "center"), ("cancelled", "canceling"), ("licence",
        "license"), ("cheque", "checks"),
     ("postcode", "post code"), ("enquiry", "enquiries"), ("don't", "do not"), ("cannot", "can't")],
)  # fmt: skip
def test_a_keyword_is_found_however_it_is_spelt(written, said):
    assert made("en", f"it is {said} here", move("it", "en", keywords=[[written]])) == ("it",)


def test_several_english_words_must_be_adjacent():
    put = move("put", "en", keywords=[["put you through"]])
    assert made("en", "I'll put you through", put) == ("put",)
    assert made("en", "I'll put someone through to you", put) == ()


def test_chinese_keywords_are_found_anywhere():
    assert made("zh", "这就给您办挂失手续", move("lost", "zh", keywords=[["挂失"]])) == ("lost",)


@pytest.mark.parametrize("text", ["請您馬上掛失", "请您马上挂失", "请 您 马 上 挂 失", "请您马上挂失！！"])
def test_script_and_spaces_do_not_matter(text):
    assert made("zh", text, move("lost", "zh", keywords=[["挂失"], ["马上"]])) == ("lost",)


def test_a_homophone_is_understood_when_heard():
    lost = move("lost", "zh", keywords=[["挂失"]])
    assert made("zh", "先给您挂式", lost) == ()
    assert made("zh", "先给您挂式", lost, heard=True) == ("lost",)


def test_numbers_are_the_same_however_they_are_said():
    emergency = move("emergency", "en", keywords=[["999"]])
    assert made("en", "dial nine nine nine", emergency) == ("emergency",)
    assert made("en", "dial 9990", emergency) == ()
    number = move("n", "zh", keywords=[["一百二十"]])
    assert made("zh", "一共120元", number) == ("n",)
