"""Fears and aims."""


def test_a_fear_names_giver_receiver_and_goods(coding):
    stake = coding("Japan fears that China could sell submarines to Cambodia.").stakes[0]
    assert (stake.stakeholder, stake.attitude) == ("JPN", "fears")
    assert (stake.giver, stake.receiver, stake.items) == ("CHN", "KHM", ("weapons",))


def test_an_aim_to_prevent(coding):
    text = (
        "Seoul's priority is to prevent Russia from giving missile technology to North Korea."
    )
    stake = coding(text).stakes[0]
    assert (stake.stakeholder, stake.attitude) == ("KOR", "prevents")
    assert stake.receiver == "PRK"


def test_what_somebody_would_gain(coding):
    stake = coding("Japan is worried about what North Korea would gain from Russia.").stakes[0]
    assert (stake.giver, stake.receiver) == ("RUS", "PRK")


def test_a_party_does_not_fear_its_own_act(coding):
    assert coding("China fears that China could sell submarines to Cambodia.").stakes == ()


def test_the_quote_is_the_sentence(coding):
    text = "Japan fears that China could sell submarines to Cambodia."
    stake = coding(text).stakes[0]
    assert stake.quote == text[slice(*stake.span)]
