"""Revisions of short texts and what must become of a passage in each: cases as data.

A passage stands between ⟦ and ⟧ in the old text, its place in the new one too; no brackets: it is lost.
"""

from __future__ import annotations

from dataclasses import dataclass

OPENING, CLOSING = "⟦", "⟧"

NEWS = (
    "The harbour was closed on Monday after a storm damaged two cranes.\n\n"
    "Mayor Ines Falk said the repairs would cost 2.4 million euros and take until March. "
    "“We were lucky,” she said. Nobody was hurt.\n\n"
    "The shipping firm Nordlinie disputes the figures. Its spokesman called them a wild guess.\n\n"
    "In 1931 a similar storm sank eleven fishing boats. The memorial on the north pier lists their names."
)


@dataclass(frozen=True)
class Case:
    """One passage in one revision; `state` is "lost" if it must not be placed anywhere."""

    name: str
    old: str
    new: str
    state: str


def case(name: str, passage: str, new: str, state: str, old: str = NEWS) -> Case:
    """Return a case for a `passage` that is in `old` once."""
    assert old.count(passage) == 1
    return Case(name, old.replace(passage, f"{OPENING}{passage}{CLOSING}"), new, state)


def edited(*changes: tuple[str, str]) -> str:
    """Return NEWS with pieces replaced."""
    text = NEWS
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    return text


CASES = [
    case("nothing changed", "two cranes", edited(("two cranes", "⟦two cranes⟧")), "kept"),
    case(
        "a sentence was written before it",
        "Nobody was hurt.",
        edited(("Nobody was hurt.", "The police agreed. ⟦Nobody was hurt.⟧")),
        "kept",
    ),
    case(
        "a word of it was replaced",
        "the repairs would cost 2.4 million euros",
        edited(("the repairs would cost 2.4 million euros", "⟦the repairs will cost 2.4 million euros⟧")),
        "changed",
    ),
    case(
        "its last word was replaced",
        "called them a wild guess",
        edited(("called them a wild guess", "⟦called them a wild fantasy⟧")),
        "changed",
    ),
    case("a word gave way to another", "eleven", edited(("eleven", "many")), "lost"),
    case("a figure was corrected", "1931", edited(("1931", "⟦1934⟧")), "changed"),
    case("a word was put in the plural", "storm sank", edited(("storm sank", "⟦storms sank⟧")), "changed"),
    case("case was changed", "Nordlinie", edited(("Nordlinie", "⟦NORDLINIE⟧")), "changed"),
    case(
        "quotation marks were set straight",
        "“We were lucky,” she said.",
        edited(("“We were lucky,” she said.", '⟦"We were lucky," she said.⟧')),
        "changed",
    ),
    case(
        "a no-break space was set",
        "2.4 million",
        edited(("2.4 million", "⟦2.4\u00a0million⟧")),
        "changed",
    ),
    case(
        "its paragraph moved to the top",
        "disputes the figures",
        "The shipping firm Nordlinie ⟦disputes the figures⟧. Its spokesman called them a wild guess.\n\n"
        + NEWS.replace(
            "The shipping firm Nordlinie disputes the figures. Its spokesman called them a wild guess.\n\n",
            "",
        ),
        "moved",
    ),
    case(
        "its sentence moved to another paragraph",
        "Nobody was hurt.",
        edited((" Nobody was hurt.", ""), ("cranes.", "cranes. ⟦Nobody was hurt.⟧")),
        "moved",
    ),
    case(
        "it was split by a clause",
        "would cost 2.4 million euros and take until March",
        edited(
            ("would cost 2.4 million euros and", "⟦would cost 2.4 million euros, she said, and"),
            ("March", "March⟧"),
        ),
        "changed",
    ),
    case(
        "it was split by a paragraph end",
        "disputes the figures. Its spokesman",
        edited(("disputes the figures. Its spokesman", "⟦disputes the figures.\n\nIts spokesman⟧")),
        "changed",
    ),
    case(
        "all around it was rewritten",
        "a wild guess",
        edited(
            (
                "The shipping firm Nordlinie disputes the figures. Its spokesman called them a wild guess.",
                "Others, above all those who own ships here, see it otherwise: to them it is ⟦a wild guess⟧.",
            )
        ),
        "changed",
    ),
    case(
        "it was deleted",
        "after a storm damaged two cranes",
        edited((" after a storm damaged two cranes", "")),
        "lost",
    ),
    case("its sentence was deleted", "lucky", edited((" “We were lucky,” she said.", "")), "lost"),
    case(
        "its sentence gave way to another",
        "their names",
        edited(("The memorial on the north pier lists their names.", "Insurance was unknown at that time.")),
        "lost",
    ),
    case(
        "its paragraph was deleted, a twin of the word remains",
        "closed",
        "The office is closed.\n\nIt will stay closed for a week.",
        "lost",
        old="The road is closed after the rain.\n\nThe office is shut.\n\nIt will stay shut for a week.",
    ),
]

TWINS = [
    (
        "a sentence with the same word is deleted before it",
        "The fish market is old. The harbour is old. The ⟦old⟧ pier is new.",
        "The harbour is old. The ⟦old⟧ pier is new.",
    ),
    (
        "the deleted sentence held the word itself",
        "The mayor praised the ⟦budget⟧ on Monday. The mayor praised the budget on Friday.",
        "The mayor praised the budget on Friday.",
    ),
    (
        "a copy of the paragraph was put after it",
        "First things first.\n\nThe ⟦cranes⟧ were damaged.\n\nLast words.",
        "First things first.\n\nThe ⟦cranes⟧ were damaged.\n\nThe cranes were damaged.\n\nLast words.",
    ),
    (
        "a copy of the first paragraph was put after it",
        "The ⟦cranes⟧ were damaged\n\nLast words.",
        "The ⟦cranes⟧ were damaged\n\nThe cranes were damaged\n\nLast words.",
    ),
    (
        "a copy of the paragraph was put far before it",
        "First things first.\n\nSecond next.\n\nThe ⟦cranes⟧ were damaged.",
        "The cranes were damaged.\n\nFirst things first.\n\nSecond next.\n\nThe ⟦cranes⟧ were damaged.",
    ),
]

SCRIPTS = [
    ("Arabic", "رفضت اللجنة الميزانية الجديدة. قال ⟦متحدث باسم الميناء⟧ إن الأرقام خاطئة.", "أمس "),
    ("Hebrew", "הוועדה דחתה את התקציב. ⟦דוברת הנמל⟧ אמרה שהמספרים שגויים.", "אתמול "),
    ("Hindi", "समिति ने बजट ठुकराया। ⟦बंदरगाह के प्रवक्ता⟧ ने कहा कि आँकड़े गलत हैं।", "कल "),
    ("Chinese", "委员会拒绝了新的预算。⟦港口发言人⟧说这些数字是错的。", "昨天"),
    ("Japanese", "委員会は新しい予算を拒否した。⟦港の広報担当者⟧は数字が間違っていると言った。", "昨日"),
    ("Thai", "คณะกรรมการปฏิเสธงบประมาณใหม่ ⟦โฆษกท่าเรือ⟧บอกว่าตัวเลขผิด", "เมื่อวาน"),
    ("Russian", "Комиссия отвергла бюджет. ⟦Представитель порта⟧ сказал, что цифры неверны.", "Вчера "),
    ("Turkish", "Komisyon bütçeyi reddetti. ⟦Liman sözcüsü⟧ rakamların yanlış olduğunu söyledi.", "Dün "),
    ("emoji", "The 🛳️ came late. ⟦The 👩‍👩‍👧 waited 🙂⟧ on the pier.", "🎉 "),
]


def unmarked(text: str) -> tuple[str, int, int] | None:
    """Return the text without its brackets, and where they stood; None if there are none."""
    start = text.find(OPENING)
    if start < 0:
        return None
    end = text.index(CLOSING) - 1
    return text.replace(OPENING, "").replace(CLOSING, ""), start, end
