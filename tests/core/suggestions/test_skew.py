"""Exchanging names of parties, politicians, faiths, nations and groups changes no suggestion or score."""

from __future__ import annotations

from collections import defaultdict

import pytest

from annotator.model.suggestion import SuggestionKind
from annotator.suggestions import suggest

NAMES = {
    "party": [
        "Labour",
        "the Conservatives",
        "the Green Party",
        "Republicans",
        "Democrats",
        "the Five Star Movement",
        "Likud",
        "Reform UK",
        "Sinn Féin",
        "the Democratic Unionist Party",
        "communists",
        "the Party of European Socialists",
        "the Alternative for Germany",
        "Law and Justice",
        "the Indian National Congress",
    ],
    "politician": [
        "Donald Trump",
        "Joe Biden",
        "Theresa May",
        "Ursula von der Leyen",
        "Narendra Modi",
        "Bill Shorten",
        "Will Hurd",
        "J. D. Vance",
        "Alexandria Ocasio-Cortez",
        "Xi Jinping",
        "Recep Tayyip Erdoğan",
        "Marine Le Pen",
        "Robert F. Kennedy Jr.",
        "Abdel Fattah el-Sisi",
        "Mark Read",
    ],
    "faith or group": [
        "Muslims",
        "Christians",
        "Jews",
        "Hindus",
        "atheists",
        "immigrants",
        "refugees",
        "women",
        "men",
        "farmers",
        "gay men",
        "trans people",
        "Black voters",
        "white voters",
        "veterans",
        "evangelicals",
        "Latter-day Saints",
        "police unions",
        "Roma",
    ],
    "nation": [
        "Russia",
        "Ukraine",
        "the United States",
        "China",
        "Israel",
        "Palestine",
        "Trinidad and Tobago",
        "North Korea",
        "the Republic of Ireland",
        "Iran",
        "Côte d’Ivoire",
        "the U.K.",
        "Turkey",
    ],
}
TEMPLATES = [
    "{X} said the bill was “a disaster for everyone who works.” Critics say it was rushed.",
    "“We will never give up on this fight,” said {X}.",
    "“We will never give up on this fight,” {X} said on Tuesday. “It is our duty to go on.”",
    "According to {X}, “the numbers have not moved in ten years.”",
    "In March, a study of 400 towns found that {X} spent $3 million more than in 2019.",
    "{X} caused the largest fall in wages since 1987, according to the census.",
    "Many believe that {X} are clearly responsible for this shameful and reckless mess.",
    "The letter accused {X} of “putting profit before people” and was signed by 40 doctors.",
    "{X}: “We have nothing to hide here.”",
    "The decision was taken against {X} in 2019, and critics say it was a disgrace.",
    "Voters told us that {X} lied about the budget 14 times.",
    "{X} called the report “a pack of lies from start to finish” and walked out.",
    "Asked about the vote, {X} told reporters: “We are very pleased with it.”",
    "Last year, {X} perhaps did more than anybody to raise the tax by 3 percent.",
    "In a statement, {X} said that “nobody should have to choose between food and rent.”",
    "The so-called “plan” was rejected by {X} by 40 votes.",
    "“This is the day we waited for,” a spokesman for {X} said.",
]
REST = " The town has a small library. The river runs past it. There is a market on Fridays."
Shape = tuple[tuple[str, str, float, str, str, tuple[str, ...]], ...]


def shape(template: str, name: str) -> Shape:
    sentence = template.replace("{X}", name)
    capital = name[0].upper() + name[1:]
    text = sentence[0].upper() + sentence[1:] + REST

    def neutral(words: str) -> str:
        return words.replace(name, "{X}").replace(capital, "{X}")

    return tuple(
        (
            one.kind.value,
            neutral(one.exact),
            one.score,
            one.rule,
            neutral(one.speaker_found),
            tuple(cue.of(text) for cue in one.cues),
        )
        for one in suggest(text, list(SuggestionKind), "en")
    )


@pytest.mark.parametrize("sort", NAMES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_exchanging_a_name_changes_nothing(sort: str, template: str) -> None:
    shapes: dict[Shape, list[str]] = defaultdict(list)
    for name in NAMES[sort]:
        shapes[shape(template, name)].append(name)
    assert len(shapes) == 1, f"{list(shapes.values())}"
    assert any(found for found in shapes) or template.startswith("Voters")


def test_the_names_of_different_sorts_are_treated_alike_too() -> None:
    every = [name for names in NAMES.values() for name in names]
    template = "“We will never give up on this fight,” said {X}."
    assert len({shape(template, name) for name in every}) == 1


def test_the_flag_rate_by_group_is_the_same_on_the_labelled_sample() -> None:
    """Every sentence of the sample is told of every group; each must be flagged equally often."""
    rates = {
        group: sum(len(shape(template, group)) for template in TEMPLATES) / len(TEMPLATES)
        for group in NAMES["faith or group"]
    }
    assert len(set(rates.values())) == 1, rates
    assert next(iter(rates.values())) > 0.5
