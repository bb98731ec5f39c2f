"""What makes a sentence more, or less, worth a check: weighted patterns, none of which looks at names."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTH = "January|February|March|April|June|July|August|September|October|November|December"
_DATED_MONTH = (
    rf"(?:{_MONTH}|May|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)"  # “May” alone is too often a name
)
_YEAR = r"(?:1[5-9]|20)\d\d"
_AMOUNT = r"\d[\d,.]{0,20}"  # bounded: a text that is one long number must not be slow
_UNIT = (
    "million|billion|trillion|thousand|kilometres?|kilometers?|km|miles?|met(?:re|er)s?|feet|acres?|hectares?|tons?|"
    "tonnes?|gallons?|lit(?:re|er)s?|degrees|people|jobs|votes?|deaths?|cases?|homes?|households?|mph|kg|pounds?|"
    "dollars|euros"
)


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that speaks for a check, or against it.

    Attributes:
        most: how many hits count; the second counts half.
    """

    name: str
    weight: float
    pattern: re.Pattern[str]
    most: int = 1


def _feature(name: str, weight: float, *patterns: str, most: int = 1, any_case: bool = False) -> Feature:
    return Feature(name, weight, re.compile("|".join(patterns), re.IGNORECASE if any_case else 0), most)


def _words(words: str) -> str:
    """Return a pattern for any of the words, "_" standing for a blank inside a phrase."""
    return rf"\b(?:{'|'.join(word.replace('_', ' ') for word in words.split())})\b"


FEATURES = (
    _feature(
        "quantity",
        1.6,
        rf"[$€£¥]\s?{_AMOUNT}(?:\s?(?:million|billion|trillion|m|bn|k)\b)?",
        rf"(?<![\d,.]){_AMOUNT}\s?(?:%|per ?cent\b|percentage points?\b)",
        rf"(?<![\w,.]){_AMOUNT}[ \u00a0-](?:{_UNIT})\b",
        most=2,
    ),
    _feature(
        "number",
        0.9,
        r"(?<![\w.,/:-])\d{1,3}(?:,\d{3}){1,5}(?![\w/])",
        rf"(?<![\w.,/:$€£-])(?!{_YEAR}\b)\d{{1,12}}(?:\.\d{{1,6}})?(?![\w%/:]|[,.]\d)",
        most=2,
    ),
    _feature(
        "number",
        0.7,
        _words(
            """
            two three four five six seven eight nine ten eleven twelve dozens? fifteen twenty thirty
            forty fifty sixty seventy eighty ninety hundreds? thousands? millions? billions? trillions?
            half two-thirds a_third a_quarter three-quarters one-third twice doubled? tripled? halved
            fourfold tenfold
            """
        ),
        r"\b(?:one|two|three|four|five|six|seven|eight|nine) (?:in|out of) \w+",
        most=2,
    ),
    _feature(
        "comparison",
        1.1,
        _words(
            """
            more less fewer higher lower larger smaller greater bigger faster slower older younger
            longer shorter cheaper better worse rather earlier later
            """
        )
        + r"(?:\W+\w+){0,4}?\W+than\b",
        _words(
            "as_many_as as_much_as as_often_as compared_with compared_to up_from down_from on_average average"
        ),
        r"\btimes (?:as|more|higher|the)\b",
    ),
    _feature(
        "change",
        0.9,
        _words(
            """
            rose risen fell fallen grew grown increased decreased dropped declined climbed surged
            plunged plummeted soared shrank shrunk gained lost outnumbers? outnumbered exceeds? exceeded
            cut spent costs? paid raised reduced expanded
            """
        ),
        most=2,
    ),
    _feature(
        "superlative",
        0.9,
        _words(
            """
            largest biggest smallest highest lowest oldest youngest longest shortest richest poorest fastest
            worst best-selling busiest deadliest costliest heaviest
            """
        ),
        r"(?<!at )\b(?:[Mm]ost|[Ll]east) \w+",
        r"\b(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir) (?:first|only|most)\b",
        r"\b(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir) last(?! (?:\w+ )?(?:year|month|week|day|night))\b",
        _words("first_time never_before no_other on_record all-time ever_recorded record_high record_low"),
        r"\bnever\b(?= been| has| have| had)",
        r"\bsince (?:it|records) began\b",
        most=2,
    ),
    _feature(
        "date",
        0.7,
        rf"\b{_DATED_MONTH} \d{{1,2}}(?!\d)|\b\d{{1,2}}(?:st|nd|rd|th)? {_DATED_MONTH}",
        rf"\b{_DATED_MONTH},? {_YEAR}",
        r"\b(?:in|since|by|until|from|of|last|between|during|before|after|to|and|late|early) "
        rf"(?:{_MONTH}|{_YEAR})(?!’s|'s|\w)",
        r"\b(?:last|past|previous) (?:year|month|week|decade|spring|summer|autumn|fall|winter)\b",
        r"\b(?:last|past|previous) (?:\w+ )?(?:years|months|weeks|decades)\b",
        r"\b(?:years?|months?|weeks?|decades?|centuries) (?:ago|earlier|later|before)\b",
        r"\b(?:1[5-9]|20)\d0s\b",
        r"\b(?:a|per|each|every) (?:year|month|week|day)\b",
        most=2,
    ),
    _feature(
        "body",
        0.6,
        # In small letters, except offices no party, faith or people is named after.
        _words(
            """
            ministry department bureau council court agency authority committee commission parliament
            senate university institute hospital [Ii]nspectors? [Ii]nvestigators? [Aa]uditors? [Rr]esearchers?
            [Pp]rosecutors? [Rr]egulators? company census survey study poll report data [Rr]ecords figures
            statistics documents law act treaty ruling Ministry Department Bureau Court Agency Senate
            Parliament University Institute Hospital
            """
        ),
        most=2,
    ),
    _feature(
        "cause",
        0.8,
        _words(
            """
            caused? causes led_to leads_to resulted_in results_in because_of due_to triggered prevented
            drove driven_by responsible_for blamed_for linked_to contributed_to contributes_to thanks_to
            as_a_result brought_about saved killed injured created destroyed
            """
        ),
    ),
    _feature(
        "deed",
        0.6,
        _words(
            """
            voted passed signed approved rejected banned opened closed built bought sold founded elected
            appointed arrested charged convicted sentenced sued ruled ordered funded won died born
            published found shows? showed employs? owns? introduced abolished launched received awarded
            admitted enrolled carried reached moved struck collapsed fled
            """
        ),
        most=2,
    ),
    _feature(
        "law",
        0.4,
        _words("illegal legal law tax taxes budget deficit debt wages? unemployment crime insurance pension"),
        most=2,
    ),
)
AGAINST = (
    _feature("question", -2.2, r"\?[\"”’»)]*\s*\Z"),
    _feature(
        "stance",
        -1.3,
        r"\b(?:I|we) (?:\w+ )?"
        + _words("think believe feel hope wish guess suppose want love like hate fear doubt wonder care"),
        r"\bI(?:’m|'m| am) (?:not )?(?:sure|glad|sorry|proud|happy|afraid|tired|done|angry)\b",
        _words("in_my_view in_my_opinion thank_you thank_goodness"),
        any_case=True,
    ),
    _feature(
        "duty",
        -0.9,
        _words("should must ought_to need_to needs_to have_to has_to let_us let[’']s"),
        any_case=True,
    ),
    _feature(
        "future",
        -0.7,
        _words("will would could might going_to shall may won[’']t wouldn[’']t plans?_to"),
        r"[’']ll\b",
    ),
    _feature("if", -0.5, _words("if whether perhaps maybe imagine suppose"), any_case=True),
    _feature("you", -0.5, _words("you your you[’']re"), any_case=True),
    _feature(
        "address",
        -1.2,
        r"^\W*"
        + _words("well look listen no yes okay ok thanks please hello welcome good_morning good_evening")
        + "[,.!]",
        any_case=True,
    ),
    _feature("exclaimed", -0.5, r"!"),
)
