"""Words that decide whether a full stop ends a sentence: abbreviations of several languages, and starters."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES = _set(
    # A name follows them, never a new sentence.
    """
    mr mrs ms mx dr drs prof messrs mme mlle mm mgr me sen sens rep reps gov govs gen lt col maj capt
    cpt sgt cpl pvt cmdr cdr adm brig supt insp det hon rt rev fr msgr pres amb atty asst assoc ald
    sra srta sres dra dott sig avv ing arch on dhr mevr drs ir dipl dkfm frl hr bgm univ exmo exma gosp
    pani pan tow mag г-н г-жа проф акад ген ул им пр
    """
)
BEFORE_NUMBER = _set(
    # A number follows them: "No. 10", "Fig. 3", "p. 4".
    """
    no nos nr nrs fig figs vol vols p pp pg pgs pág pag art arts sec secs ch chap ex eq para paras par
    cl sched s ss abs ziff kap bd v vv n núm num tel ext n° nº стр рис табл №
    """
)
MONTHS = _set(
    """
    jan feb mar apr jun jul aug sep sept oct nov dec
    """
)
INSIDE = _set(
    # The sentence always goes on.
    """
    e.g eg i.e ie cf viz vs v approx ca circa c.f incl excl resp z.b d.h u.a z.t s.o s.u i.d.r bzw vgl
    evtl ggf inkl exkl zzgl bspw sog geb gest p.ex par.ex bijv o.a d.w.z m.n np tzn tj m.in t.ex bl.a
    dvs f.eks bl.a т.е напр см p.ej
    """
)
ALWAYS = _set(
    # They stand at the end of a list, so a capital after them opens a sentence.
    """
    etc ecc usw usf
    """
)
EITHER = _set(
    # The sentence may end here: the next word decides.
    """
    inc ltd co cos corp bros llc plc lp pty gmbh jr sr ph.d ph.ds m.d b.a m.a esq st ste ave blvd rd hwy
    pl ct dept depts dist est govt natl intl assn al u.s.w etal mt ft jct univ inst min
    max avg mio mrd tsd str ggü ud uds vd vds ee.uu c.v s.a s.p.a n.v b.v a.g e.v bv nv ag secy std vb
    vs a.d b.c c.e b.c.e u.s u.k u.n e.u d.c l.a n.y u.s.a u.s.s.r
    млн млрд тыс руб г гг др пр т.д т.п
    """
)
STATES = _set(
    # As newspapers shorten them, only after a comma: "Boston, Mass."
    """
    Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev
    Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo Ont Que
    """
)
LETTERED = _set(
    # What a single capital closes: "Plan B.", "World War I."
    """
    Plan Vitamin Hepatitis Type Group Class Grade Section Appendix Option Team Category Schedule Part
    Unit Pier Gate Terminal Block Zone Route Line Tier Title War Model Series Exhibit Clause Room Hall
    Studio
    """
)
AFTER_TIME = _set(
    # What may follow "p.m." inside a sentence.
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July
    August September October November December Mon Tue Wed Thu Fri Sat Sun Jan Feb Mar Apr Jun Jul Aug
    Sept Oct Nov Dec ET EST EDT CT CST CDT MT MST MDT PT PST PDT GMT UTC BST CET CEST Eastern Pacific
    Central Mountain
    """
)
GERMAN_MONTHS = _set(
    """
    Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember
    Jahrhundert Jahrhunderts Bundesliga Liga Klasse Weltkrieg Weltkriegs Stock Platz Runde Geburtstag
    Jahrestag Spieltag
    """
)
STARTERS = _set(
    # Words that seldom are names: after an abbreviation, a capital on one of them opens a sentence.
    """
    The A An He She It They We I You This That These Those There Here But And Or Nor So Yet If When
    Whenever While Although Though Because As After Before Since Until Once In Inside On At For From
    With Without Within By To Of Off During Despite Under Over Among Amid Between Against Across Around
    About Beyond Behind According However Moreover Meanwhile Instead Still Then Thus Therefore Hence Now
    Today Yesterday Tomorrow Also Both Each Every Everyone Everything Some Someone Something Many Much
    Most More Few Several All Any Anyone No Nobody None Nothing Not Never What Who Whose Where Why How
    Which Whether His Her Its Their Our My Your One Two Three Four Five Another Other Others Such Even
    Just Only Perhaps Maybe Last Earlier Later Yes Let Unlike Like Unless Officials Police Critics
    Experts People Residents Researchers Asked Neither Either Nearly Almost Given Using Der Die Das Dem
    Den Ein Eine Er Sie Es Wir Ich Und Aber Doch Auch Nach Mit Im Am Auf Bei Von Vom Zu Zur Für Als Wenn
    Dass Diese Dieser Dieses Dann Dort Hier Nun Noch So Sein Seine Ihr Ihre Man Un Une Il Elle Ils Elles
    Nous Vous Je Ce Cette Ces Cela Mais Et Dans En Pour Selon Après Avec Sur Par Depuis Ella Ellos Pero
    Con Por Para Según Esta Este Estos También Hoy Desde Ma Nel Per Non Questo Questa Het Een De Maar
    Ook Met Voor Om Os Uma Mas Não Isso
    """
) - {"De", "Per", "Nel", "Om", "Con", "Os"}
BRANDS = frozenset(("Yahoo", "Jeopardy", "Panic", "Wham", "Oliver", "Mia", "Joomla", "Chips"))
"""Names that are written with an exclamation mark."""
