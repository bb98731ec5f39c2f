# ruff: noqa: E501  – the word lists are data
"""Articles made up from word lists in many languages and scripts: the same seed gives the same article.

They are harder than real prose: few words, set phrases that come back all the time, names that are in every
second sentence.
"""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """Parts of sentences, each a list divided by "|"; `blank` stands between words, `stop` after a sentence."""

    name: str
    who: str
    does: str
    what: str
    where: str
    when: str
    link: str
    says: str
    quotes: str = "“”"
    stop: str = "."
    comma: str = ","
    blank: str = " "

    def words(self, part: str) -> list[str]:
        """Return the choices for one part of a sentence."""
        return str(getattr(self, part)).split("|")


LANGUAGES = [
    Language(
        "en",
        "The mayor|The report|Secretary Alma Reyes|A spokeswoman for the harbour|The committee|Most residents|"
        "Dr. Ivo Brandt|The company|Three former guards|The union|A judge in Leeds|The minister",
        "said|has rejected|will publish|paid for|did not see|wants to repeal|is still waiting for|described|opened|"
        "has never denied|supports|questioned",
        "the new budget|a plan worth $6 million|the 1931 treaty|238 pages of evidence|the oldest bridge in the city|"
        "what it called “a fair offer”|the results of the vote|a second inquiry|the draft law|its own figures|"
        "the worst flood in 40 years|an unusually large contract|the prison’s rules",
        "in the capital|at a meeting of the council|near the border|on the north side of the river|in front of cameras|"
        "across the region|at the port",
        "on Tuesday|last week|in 2019|for the third time|after a long debate|shortly before midnight|in the spring|"
        "since the election",
        "and|but|because|while|although|so",
        "We will not wait any longer|Nobody has asked us|This is a good day for the city|I don’t believe a word of it|"
        "It’s the people who pay|The numbers speak for themselves",
    ),
    Language(
        "de",
        "Die Bürgermeisterin|Der Bericht|Ministerin Käthe Öztürk|Ein Sprecher des Hafens|Der Ausschuss|"
        "Viele Anwohner|Die Firma|Drei frühere Wachleute|Die Gewerkschaft|Eine Richterin aus Köln",
        "lehnte|kritisierte|unterstützt|veröffentlicht|bezahlte|erwartet|beschrieb|prüft|kennt|verteidigte",
        "den neuen Haushalt|einen Plan für 6 Millionen Euro|den Vertrag von 1931|238 Seiten Beweise|"
        "die älteste Brücke der Stadt|das Ergebnis der Abstimmung|eine zweite Untersuchung|den Gesetzentwurf|"
        "die eigenen Zahlen|das schwerste Hochwasser seit 40 Jahren",
        "in der Hauptstadt|im Rat|an der Grenze|am Nordufer des Flusses|vor laufenden Kameras|in der ganzen Region",
        "am Dienstag|in der vergangenen Woche|im Jahr 2019|zum dritten Mal|nach langer Debatte|kurz vor Mitternacht",
        "und|aber|weil|während|obwohl|denn",
        "Wir warten nicht länger|Uns hat niemand gefragt|Das ist ein guter Tag für die Stadt|Ich glaube kein Wort davon",
        quotes="„“",
    ),
    Language(
        "fr",
        "Le maire|Le rapport|La ministre Inès Carpentier|Un porte-parole du port|La commission|L’entreprise|"
        "Trois anciens gardiens|Le syndicat|Une juge de Lyon|L’opposition",
        "a rejeté|publiera|a payé|n’a pas vu|veut abroger|attend toujours|a décrit|soutient|conteste",
        "le nouveau budget|un plan de 6 millions d’euros|le traité de 1931|238 pages de preuves|"
        "le plus vieux pont de la ville|les résultats du vote|une deuxième enquête|le projet de loi|ses propres chiffres",
        "dans la capitale|au conseil|près de la frontière|sur la rive nord du fleuve|devant les caméras",
        "mardi|la semaine dernière|en 2019|pour la troisième fois|après un long débat|peu avant minuit",
        "et|mais|parce que|tandis que|bien que|donc",
        "Nous n’attendrons plus|Personne ne nous a rien demandé|C’est un grand jour pour la ville",
        quotes="«»",
    ),
    Language(
        "es",
        "La alcaldesa|El informe|La ministra Lucía Peñalba|Un portavoz del puerto|El comité|La empresa|"
        "Tres antiguos guardias|El sindicato|Un juez de Sevilla|La oposición",
        "rechazó|publicará|pagó|no vio|quiere derogar|sigue esperando|describió|apoya|cuestionó",
        "el nuevo presupuesto|un plan de 6 millones de euros|el tratado de 1931|238 páginas de pruebas|"
        "el puente más antiguo de la ciudad|los resultados de la votación|una segunda investigación|sus propias cifras",
        "en la capital|en el consejo|cerca de la frontera|en la orilla norte del río|ante las cámaras",
        "el martes|la semana pasada|en 2019|por tercera vez|tras un largo debate|poco antes de medianoche",
        "y|pero|porque|mientras|aunque|así que",
        "No vamos a esperar más|Nadie nos ha preguntado|Es un buen día para la ciudad",
        quotes="«»",
    ),
    Language(
        "tr",
        "Belediye başkanı|Rapor|Bakan Şule Çınar|Liman sözcüsü|Komisyon|Şirket|Üç eski gardiyan|Sendika|İzmirli bir yargıç",
        "reddetti|yayımlayacak|ödedi|görmedi|bekliyor|anlattı|destekliyor|sorguladı",
        "yeni bütçeyi|6 milyon liralık planı|1931 antlaşmasını|238 sayfalık kanıtı|kentin en eski köprüsünü|"
        "oylama sonuçlarını|ikinci bir soruşturmayı|yasa taslağını|kendi rakamlarını",
        "başkentte|meclis toplantısında|sınırın yakınında|ırmağın kuzey kıyısında|kameraların önünde",
        "salı günü|geçen hafta|2019’da|üçüncü kez|uzun bir tartışmadan sonra|gece yarısından hemen önce",
        "ve|ama|çünkü|oysa|bu yüzden",
        "Artık beklemeyeceğiz|Bize kimse sormadı|Kent için güzel bir gün",
    ),
    Language(
        "ru",
        "Мэр города|Доклад|Министр Алла Ревякина|Представитель порта|Комиссия|Жители|Компания|Трое бывших охранников|"
        "Профсоюз|Судья из Твери|Оппозиция",
        "отверг|опубликует|оплатил|не видел|хочет отменить|всё ещё ждёт|описал|поддерживает|оспорил",
        "новый бюджет|план на 6 миллионов рублей|договор 1931 года|238 страниц доказательств|самый старый мост города|"
        "итоги голосования|второе расследование|законопроект|собственные цифры|худшее наводнение за 40 лет",
        "в столице|на заседании совета|у границы|на северном берегу реки|перед камерами|по всей области",
        "во вторник|на прошлой неделе|в 2019 году|в третий раз|после долгих споров|незадолго до полуночи",
        "и|но|потому что|тогда как|хотя|поэтому",
        "Мы больше не будем ждать|Нас никто не спросил|Это хороший день для города",
        quotes="«»",
    ),
    Language(
        "el",
        "Ο δήμαρχος|Η έκθεση|Η υπουργός Άννα Ρήγα|Εκπρόσωπος του λιμανιού|Η επιτροπή|Η εταιρεία|Το συνδικάτο|Οι κάτοικοι",
        "απέρριψε|θα δημοσιεύσει|πλήρωσε|δεν είδε|περιμένει ακόμη|περιέγραψε|στηρίζει|αμφισβήτησε",
        "τον νέο προϋπολογισμό|ένα σχέδιο 6 εκατομμυρίων|τη συνθήκη του 1931|238 σελίδες στοιχείων|"
        "την παλαιότερη γέφυρα της πόλης|τα αποτελέσματα της ψηφοφορίας|μια δεύτερη έρευνα|το νομοσχέδιο",
        "στην πρωτεύουσα|στο συμβούλιο|κοντά στα σύνορα|στη βόρεια όχθη του ποταμού|μπροστά στις κάμερες",
        "την Τρίτη|την περασμένη εβδομάδα|το 2019|για τρίτη φορά|λίγο πριν τα μεσάνυχτα",
        "και|αλλά|επειδή|ενώ|αν και",
        "Δεν θα περιμένουμε άλλο|Κανείς δεν μας ρώτησε|Είναι μια καλή μέρα για την πόλη",
        quotes="«»",
    ),
    Language(
        "ar",
        "رئيسة البلدية|التقرير|الوزيرة هدى الراوي|متحدث باسم الميناء|اللجنة|الشركة|ثلاثة حراس سابقين|النقابة|قاض في حلب",
        "رفض|سينشر|دفع ثمن|لم ير|ينتظر|وصف|يدعم|انتقد",
        "الميزانية الجديدة|خطة بقيمة 6 ملايين|معاهدة 1931|238 صفحة من الأدلة|أقدم جسر في المدينة|نتائج التصويت|"
        "تحقيقا ثانيا|مشروع القانون|الأرقام الرسمية",
        "في العاصمة|في اجتماع المجلس|قرب الحدود|على الضفة الشمالية للنهر|أمام الكاميرات",
        "يوم الثلاثاء|في الأسبوع الماضي|في عام 2019|للمرة الثالثة|بعد نقاش طويل|قبيل منتصف الليل",
        "و|لكن|لأن|بينما|رغم أن",
        "لن ننتظر أكثر|لم يسألنا أحد|إنه يوم جيد للمدينة",
        quotes="«»",
        comma="،",
    ),
    Language(
        "he",
        "ראש העיר|הדוח|השרה נגה שלו|דוברת הנמל|הוועדה|החברה|שלושה שומרים לשעבר|האיגוד|שופט בחיפה",
        "דחה|יפרסם|שילם עבור|לא ראה|עדיין מחכה|תיאר|תומך|ביקר",
        "את התקציב החדש|תוכנית של 6 מיליון|את ההסכם מ־1931|238 עמודי ראיות|את הגשר העתיק בעיר|את תוצאות ההצבעה|"
        "חקירה שנייה|את הצעת החוק|את המספרים",
        "בבירה|בישיבת המועצה|ליד הגבול|בגדה הצפונית של הנהר|מול המצלמות",
        "ביום שלישי|בשבוע שעבר|בשנת 2019|בפעם השלישית|אחרי ויכוח ארוך|קצת לפני חצות",
        "אבל|כי|בזמן ש|למרות ש|לכן",
        "לא נחכה עוד|אף אחד לא שאל אותנו|זה יום טוב לעיר",
        quotes="”“",
    ),
    Language(
        "hi",
        "महापौर ने|रिपोर्ट ने|मंत्री आशा वर्मा ने|बंदरगाह के प्रवक्ता ने|समिति ने|कंपनी ने|तीन पूर्व पहरेदारों ने|संघ ने",
        "ठुकराया|प्रकाशित किया|खरीदा|नहीं देखा|समर्थन किया|बताया|बदला",
        "नया बजट|6 करोड़ की योजना|1931 की संधि|238 पन्नों के सबूत|शहर का सबसे पुराना पुल|मतदान के नतीजे|दूसरी जाँच|"
        "कानून का मसौदा|अपने आँकड़े",
        "राजधानी में|परिषद की बैठक में|सीमा के पास|नदी के उत्तरी किनारे पर|कैमरों के सामने",
        "मंगलवार को|पिछले सप्ताह|2019 में|तीसरी बार|लंबी बहस के बाद|आधी रात से पहले",
        "और|लेकिन|क्योंकि|जबकि|इसलिए",
        "हम और इंतज़ार नहीं करेंगे|हमसे किसी ने नहीं पूछा|शहर के लिए अच्छा दिन है",
        stop="।",
    ),
    Language(
        "zh",
        "市长|报告|部长林若兰|港口发言人|委员会|大多数居民|陈博士|公司|三名前警卫|工会|南京的一位法官",
        "拒绝了|将公布|支付了|没有看到|想要废除|仍在等待|描述了|支持|质疑",
        "新的预算|价值6000万的计划|1931年的条约|238页证据|城里最古老的桥|投票结果|第二次调查|法律草案|自己的数字|"
        "40年来最大的洪水",
        "在首都|在议会会议上|在边境附近|在河的北岸|在镜头前|在整个地区",
        "星期二|上周|2019年|第三次|经过长时间辩论|午夜之前",
        "而且|但是|因为|虽然|所以",
        "我们不会再等了|没有人问过我们|这对城市来说是美好的一天|我一个字也不相信",
        stop="。",
        comma="，",
        blank="",
    ),
    Language(
        "ja",
        "市長は|報告書は|大臣の森山由紀は|港の広報担当者は|委員会は|住民の多くは|会社は|元警備員三人は|組合は|札幌の裁判官は",
        "拒否した|公表する|支払った|見ていない|廃止したい|まだ待っている|説明した|支持している|疑問視した",
        "新しい予算を|6億円の計画を|1931年の条約を|238ページの証拠を|市内で最も古い橋を|投票の結果を|二度目の調査を|法案を",
        "首都で|議会の会議で|国境の近くで|川の北岸で|カメラの前で",
        "火曜日に|先週|2019年に|三度目に|長い議論の後|真夜中の直前に",
        "そして|しかし|なぜなら|一方|だから",
        "もう待つつもりはない|誰も私たちに聞かなかった|町にとって良い日だ",
        quotes="「」",
        stop="。",
        comma="、",
        blank="",
    ),
]


class Writer:
    """Writes sentences, paragraphs and articles in one language."""

    def __init__(self, language: Language, rng: random.Random) -> None:
        self.language = language
        self.rng = rng

    def sentence(self) -> str:
        """Return a sentence of one to three clauses, or a quotation."""
        language, rng = self.language, self.rng
        if rng.random() < 0.12:
            opening, closing = language.quotes
            said = rng.choice(language.words("says"))
            who = rng.choice(language.words("who"))
            verb = rng.choice(language.words("does"))
            return f"{opening}{said}{language.comma}{closing}{language.blank}{who}{language.blank}{verb}{language.stop}"
        clauses = [self._clause(first=True)]
        while rng.random() < 0.35 and len(clauses) < 3:
            clauses.append(rng.choice(language.words("link")) + language.blank + self._clause(first=False))
        return (language.comma + language.blank).join(clauses) + language.stop

    def _clause(self, *, first: bool) -> str:
        language, rng = self.language, self.rng
        parts = ["who", "does", "what"]
        if rng.random() < 0.6:
            parts.append("where")
        if rng.random() < 0.6:
            parts.insert(0 if rng.random() < 0.2 and first else len(parts), "when")
        words = [rng.choice(language.words(part)) for part in parts]
        if rng.random() < 0.3:
            words.append(str(rng.randint(2, 9999)))
        if not first or parts[0] == "when":
            words = [
                word[0].lower() + word[1:] if word[:4] in {"The ", "Der ", "Die "} else word for word in words
            ]
        text = language.blank.join(words)
        return text[0].upper() + text[1:] if first else text

    def paragraph(self) -> str:
        """Return one to six sentences."""
        blank = self.language.blank
        return blank.join(self.sentence() for _ in range(self.rng.choice((1, 1, 2, 3, 3, 4, 5, 6))))

    def article(self, paragraphs: int) -> str:
        """Return a headline and paragraphs with empty lines between them."""
        parts = [self.sentence()[:-1]]
        for _ in range(paragraphs):
            if self.rng.random() < 0.08:
                parts.append(self.rng.choice(self.language.words("who")))  # a heading
            parts.append(self.paragraph())
        return "\n\n".join(parts)
