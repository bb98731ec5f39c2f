"""The closed word classes of English that decide where a phrase begins and ends."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text, each once."""
    return frozenset(words.split())


PRONOUNS = word_set(
    """
    another everybody everyone he i it nobody one others she somebody someone they we who you
    """
)
"""Pronouns that can speak."""

ONES = word_set("another everyone one others someone")
"""Of these, the ones that also open a longer phrase: “one resident”, “another, Jo Kettle”."""

DETERMINERS = word_set(
    """
    a all an another any both each eight every few five four her his its many most my nine no one other
    our seven several six some ten that the their these this those three two your
    """
)
"""Words that open a phrase."""

STOPS = word_set(
    """
    about adding after again against also although amid among are as at back be because been before
    being between but by can concerning could did do does down during earlier even following fri friday
    from had has have here if in inside into is just last later may might mon monday must n't next nor
    not now off on once only or out outside over recently regarding sat saturday shall should since so
    soon still sun sunday than that then there this though through throughout thu thursday to today
    tomorrow tonight too tue tuesday under until up upon via was wed wednesday were when where which
    while who whom whose will with within without would yesterday
    """
)
"""Words before which a phrase that speaks has ended."""

PARTICLES = word_set(
    """
    af al ap ben bin da das de del della den der di dos du e el ibn la le ten ter van von y zu
    """
)
"""Small words inside names of people."""

ORGANISATIONS = word_set(
    """
    Academy Agency Alliance Archbishop Archdiocese Association Authority Bank Bishop Board Brotherhood
    Bureau Center Centre Chamber Church City Coalition College Commission Committee Confederation
    Congress Council Court Dean Department Diocese Director Doctors Duchess Duke Earl Federation
    Foundation Friends Fund Governor Head Hospital House Institute Isle King League Library Mayor
    Minister Ministers Ministry Museum Office Order Parliament Party Port Prince Queen Republic School
    Secretary Society Speaker State Town Trust Union University
    """
)
"""Names of bodies and offices, after which “of” goes on with the name."""

JOINS = word_set("for of")
"""Prepositions that go on with a role: “head of”, “spokesman for”."""

SENSED = word_set(
    """
    month week year years morning afternoon evening night day days weekend caught cited filmed heard
    overheard quoted recorded seen shown
    """
)
"""“The officer can be heard saying”: what stands before the verb of speech and cannot speak."""

CHAIN = word_set(
    """
    afterward afterwards again all already also always appeared are been began being both can chose
    continued could did do does earlier even famously finally first further goes had has have herself
    himself however initially instead is jokingly just later like liked likes managed may meanwhile
    merely might must never not now often on once only previously privately publicly quick recently
    repeatedly reportedly rushed seemed simply soon sought started still subsequently themselves then to
    today tried used wanted was went were will would would've yesterday
    """
)
"""What may stand between a subject and its verb of speech."""

INTRODUCERS = word_set(
    """
    according addressing after also although amid among and announcing as asked at because before
    between but by describing despite during earlier following for from given however if in inside
    instead later like likewise meanwhile moreover near nevertheless nonetheless on once or outside over
    pressed questioned referring responding similarly since so speaking standing still surrounded then
    though to today under unlike until when while with without writing yesterday yet
    """
)
"""A sentence that begins with one of these has its subject after the next comma."""

BEFORE_BASE = word_set(
    """
    also always can could i may might not often people police they to we who will would you
    """
)
"""What stands before the bare form of a verb: “they say”."""

HEARERS = word_set(
    """
    advised asked believed branded called condemned considered criticised criticized denounced described
    dismissed dubbed hailed informed instructed labeled labelled notified ordered praised questioned
    quoted reminded reported thanked told urged warned
    """
)
"""Participles whose subject hears or is spoken of: “was told”."""

BE = word_set("are be been being is was were")
"""Forms of “to be”."""

OTHER_VERBS = word_set(
    """
    began bought broke brought built came caught chose comes drew drove fell flew gave gets gives goes
    got grew had has heads held hid holds hung keeps kept knew knows leads led left let lives looked
    lost made makes met needs owns paid paused put puts ran rose runs sat saw sent set shook showed sits
    smiled spoke stands stood takes threw took turned walked wants went won wore works
    """
)
"""Irregular pasts and everyday verbs that report nothing."""

WEEKDAYS = word_set("friday monday saturday sunday thursday tuesday wednesday")
"""Days, which end a phrase even with their capital."""
