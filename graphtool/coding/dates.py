"""When somebody was diagnosed, by their own words: absolute and relative dates, in English and German.

A text is searched for expressions of time and for what they can tell of: a diagnosis, having the condition, or
something else (first symptoms, an operation). Each time goes to the nearest of these in its sentence. Every date is an
interval [start, end) in microseconds UTC, as wide as the words leave it open.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final, NamedTuple

import re2

from graphtool.coding.codebook import Codebook
from graphtool.coding.phrases import options
from graphtool.schema import DAY_US

YEAR_US: Final = 365.25 * DAY_US

_MONTHS: Final = {
    name: number
    for number, spelled in enumerate(
        ("jan january januar jaenner", "feb february februar feber", "mar march maerz mrz", "apr april", "may mai",
         "jun june juni", "jul july juli", "aug august", "sep sept september", "oct october okt oktober",
         "nov november", "dec december dez dezember"), start=1)
    for name in spelled.split()
}  # fmt: skip
_SEASONS: Final = {
    name: first
    for first, spelled in ((3, "spring fruehjahr fruehling"), (6, "summer sommer"), (9, "autumn fall herbst"), (12, "winter"))
    for name in spelled.split()
}
_NUMBERS: Final = {
    name: number
    for number, spelled in (
        (0.5, "half halben halbes halbe"), (1, "a an one ein eine einem einer einen 'nem nem ner"),
        (1.5, "anderthalb eineinhalb"), (2, "two zwei couple paar"), (3, "three drei few einigen einige wenigen wenige"),
        (4, "four vier several mehreren mehrere"), (5, "five fuenf many vielen viele"), (6, "six sechs"),
        (7, "seven sieben"), (8, "eight acht"), (9, "nine neun"), (10, "ten zehn"), (11, "eleven elf"),
        (12, "twelve zwoelf"), (13, "thirteen dreizehn"), (14, "fourteen vierzehn"), (15, "fifteen fuenfzehn"),
        (16, "sixteen sechzehn"), (17, "seventeen siebzehn"), (18, "eighteen achtzehn"), (19, "nineteen neunzehn"),
        (20, "twenty zwanzig"), (25, "twenty-five fuenfundzwanzig"), (30, "thirty dreissig"), (40, "forty vierzig"),
    )
    for name in spelled.split()
}  # fmt: skip
_UNITS: Final = {"d": 1.0, "t": 1.0, "w": 7.0, "m": 30.44, "y": 365.25, "j": 365.25, "q": 91.3}
_DECADE: Final = ("decade", "jahrzehn")

_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_SEASON: Final = "|".join(sorted(_SEASONS, key=len, reverse=True))
_COUNT: Final = r"\d{1,3}(?:[.,]5)?|" + "|".join(sorted(_NUMBERS, key=len, reverse=True))
_UNIT: Final = r"days?|tage?n?|weeks?|wks?|wochen?|months?|mths?|mos?|monate?n?|years?|yrs?|jahre?n?|decades?|jahrzehnte?n?"
_ABOUT: Final = (
    r"(?:(?:about|around|approximately|approx|roughly|almost|nearly|over|more|than|just|only|well|like|maybe|at|least|the|past|last|"
    r"etwa|ca|ungefaehr|circa|rund|fast|knapp|gut|ueber|mehr|als|erst|schon|nun|jetzt|bereits|genau|bald|mittlerweile|inzwischen|nicht|mal|"
    r"a(?= couple| few| half)|einem(?= halben)|ein(?= halbes| paar)|einer(?= halben)|den|letzten|vergangenen|old|good|whole|now|some|to|going|on|coming|up|my|this)[ ,]+){0,4}"
)
_SIZE: Final = (
    rf"(?P<count#>{_COUNT})(?:(?: ?- ?| ?(?:to|or|bis|oder) )(?P<upto#>{_COUNT}))?(?P<plus#>\+)?[ -]?(?:of[ ]|long[ ]|short[ ]|and a half[ ]|einhalb[ ]|ganzen?[ ])?"
    rf"(?P<unit#>{_UNIT})\b(?P<half#> and a half)?"
)


def _size(number: int) -> str:
    """So many units of time; the numbers tell the groups of one pattern apart."""
    return _SIZE.replace("#", str(number))


_TIME: Final = re.compile(
    r"(?<!\w)'(?P<short>\d\d)\b|\b(?:"
    rf"(?P<day>[0-3]?\d)(?:st|nd|rd|th|\.)? (?:of )?(?P<daymonth>{_MONTH})\b\.?,?(?: (?:of )?(?P<dayyear>(?:19|20)\d\d))?"
    r"|(?:on|am|last|this|letzten|diesen|vergangenen|since|seit) (?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)\b"
    r"|(?P<weekstart>(?:anfang|mitte|ende|zu beginn|early|earlier|beginning of|start of) (?:der|dieser|this|the|letzter)? ?(?:woche|week))"
    rf"|(?P<inmonth>in|im|since|seit|last|early|late|mid|anfang|ende|mitte|letzten|this|back in|until|bis) (?:may|mai)\b(?! be| have| not| help)(?: (?P<inmayyear>(?:19|20)\d\d))?"
    rf"|(?P<month>{_MONTH})\b\.?(?: \d{{1,2}}(?:st|nd|rd|th)?\b,?(?! ?\d))?,?(?: (?:of )?(?P<monthyear>(?:19|20)\d\d|'?\d\d(?![\d.:]))(?! ?(?:mg|weeks|days|months|years|yrs)))?(?P<lastyear> (?:last year|letzten jahres|(?:des )?vorigen jahres|vergangenen jahres))?"
    r"|(?P<usnumber>0?[1-9]|1[0-2])/[0-3]?\d/(?P<usyear>(?:19|20)?\d\d)\b"
    r"|(?:[0-3]?\d[./-])?(?P<number>0?[1-9]|1[0-2])[./-](?P<numberyear>(?:19|20)\d\d)\b"
    r"|(?P<isoyear>(?:19|20)\d\d)[-/](?P<isonumber>0[1-9]|1[0-2])\b(?:-\d\d)?"
    r"|(?P<shortnumber>0[1-9]|1[0-2])/(?P<shortyear>[0-3]\d)\b"
    rf"|(?P<which>last|this past|past|this|early this|earlier this|late last|previous|diesen|dieses|diese|dieser|letzten|letztes|letzte|letzter|vorigen|vorige|voriges|vergangenen|vergangene|vergangenes) (?P<unitname>week|month|year|weekend|woche|monat|monats|jahr|wochenende|{_SEASON}|monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag|mittwoch|donnerstag|freitag|night|spring)\b"
    r"|(?P<today>today|yesterday|this morning|this afternoon|this evening|last night|tonight|vorgestern|heute|gestern|vorgestern|heut|day before yesterday)"
    rf"|(?P<agoword>vor) {_ABOUT}{_size(1)}"
    rf"|{_ABOUT}{_size(2)}(?: now)? (?P<ago>ago|back|earlier|prior|her|(?:ist|sind) (?:\w+ ){1, 4}her)\b"
    r"|(?P<longago>years ago|vor jahren|decades ago|years back|vor langer zeit|long time ago)"
    r"|(?P<shortago>recently|just now|a few days ago|vor kurzem|kuerzlich|neulich|the other day|a while back)"
    rf"|(?P<since>for|seit|since|in|over|after|nach|now|been|past|last|letzten) {_ABOUT}{_size(3)}(?!(?: |-)?(?:old|of age|alt|later|spaeter|from now|after|before))"
    rf"|{_ABOUT}{_size(4)}[ ,]+(?:now|in(?= (?:and|to|with|here)|[ ]*[,.!?\n])|into|since|post|after (?:my |his |her |the )?(?:dx|diagnos)|with|of having|of living|lang|later|spaeter)"
    r"|(?P<year>(?:19[4-9]|20[0-4])\d)\b(?![-./]\d|\s?(?:mg|iu|mcg|steps|units|calories))"
    rf"|in (?:the )?(?:early |late )?(?P<season>{_SEASON})\b(?: (?:of )?(?P<seasonyear>(?:19|20)\d\d))?"
    r")",
    re.ASCII,
)
_DIAGNOSED: Final = (
    r"(?:re|mis|self)?-?diagnos(?:ed|is|e|en|ticated|tiziert\w*|ing|es)\b|\w*diagnose[n]?\b|\bdia?gnosed\b|\bdx'?(?:e?d)?\b|\bdg\b|\bed\b|"
    r"\bbefund\b|\b(?:was|were|got|been|just) told\b|\b(?:found|finding) out\b|\blearn(?:ed|t) (?:today |yesterday |recently )?(?:that|i|my|he|she)\b|\bdiscovered (?:that |my |i |he |she )|\bconfirmed\b|"
    r"\bfestgestellt\b|\berfahren\b|\bverdict\b|\bfestgestellt\b|\bbekam ich die\b"
)
_ELSE: Final = (
    r"\bsymptoms?\b|\bsymptome\w*|\bbeschwerden\b|\bsurgery\b|\boperat\w+|\bop\b|\bmri\b|\bmrt\b|\bscans?\b|\bchemo\w*|\bmoved\b|\bborn\b|\bgeboren\b|"
    r"\bmarried\b|\bverheiratet\b|\bretired\b|\bmisdiagnos\w+|\bfehldiagnos\w+|\bstudy\b|\bpublished\b|\bremission\b|\bpain[- ]free\b|\bsmok\w+|\bpregnan\w+|\bschwanger\w*|"
    r"\bappointment\b|\btermin\b|\bworked?\b|\bcovid\b|\btrial\b|\bappt\b|\bsee (?:the|a|my|you)\b|\btumou?r markers?\b|\bflare\w*|\brelapse[ds]?\b|\bsch(?:ub|uebe)\b|\bposted\b|\baccident\b|\bunfall\b|\bimplant\w*|"
    r"\btook\b|\btaking\b|\bstarted (?:on|taking|with)\b|\bprescribed\b|\bdose\b|\bthread\b|\blast (?:visit|bout|episode|mri)\b|\bnext\b|\bexpect\w*|\bprognos\w*|\blife\b|\bsurviv\w+|\bwaiting\b"
)
_SINCE: Final = re.compile(r"\b(?:since|seit|from|ab|sejt|dx|ed)\b")
_NEGATED: Final = re.compile(
    r"\b(?:not|never|without|no|un|yet|nicht|keine?n?|ohne|noch|kein)\b(?: yet| been| officially| an?| official| firm| formal| clear| definite| noch| eine| sichere| endgueltige| gesicherte| offiziell| had| being| actually| even){0,3} $"
)
_DENIED: Final = re.compile(r" (?:hab|habe|hat|haben|gibt|gab) (?:\w+ ){0,4}(?:nicht|keine|noch nicht)\b")
_UNTIL: Final = re.compile(r" (?:until|till|til|bis|erst)\b")
_SELF: Final = re.compile(r"\b(?:i|me|my|mine|ich|mir|mich|mein(?:e|er|en|em)?)\b")
_THIRD: Final = re.compile(r"\b(?:he|she|him|his|hers?|they|er|sie|ihn|ihm|ihr|ihre[rmn]?|seine?[rmn]?|who)\b")
_OF: Final = re.compile(r"\W*(?:for|of|von|bei)? ?(?:my|our|meine[rmns]?|unsere[rmn]?) ")
# "an MS nurse", "the Parkinson's society" are not the condition
_NOT_IT: Final = re.compile(
    r"(?:'s|s')?[ -](?:nurse|clinic|society|charity|trust|specialist|cent(?:er|re)|drug|research|study|forum|group|walk|association|"
    r"team|unit|ambulanz|zentrum|schwester|gesellschaft|verband|forschung|gruppe|klinik)"
)
_BREAK: Final = re.compile(r",| and | but | und | aber |;|\(|\)| - |\|")
_HAVING: Final = (
    r"\b(?:habe?|have|had|got) (?:meine|mine)\b|\b(?:had|have|has|having|hatte|habe|hab|hat|haben) (?:it|this|these|mine|das|es|sie)\b|"
    r"\b(?:liv(?:e|ed|es|ing)|deal(?:t|s|ing)?|suffer(?:ed|s|ing)?|struggl(?:ed?|es|ing)|battl(?:ed?|es|ing)|fight(?:ing)?|fought|cop(?:ed?|ing)) (?:\w+ )?(?:with|from|this|it)\b|"
    r"\b(?:it|mine) (?:all )?(?:started|began|showed up)\b|\b(?:lebe|leide|leben|leidet|lebt) (?:\w+ ){0,3}(?:mit|an|unter|damit|daran)\b|\berkrankt\b|\bbetroffen\w*|\bdabei\b|\bjourney\b|\bon this (?:ride|road|path)\b|"
    r"\bbeen (?:a )?(?:patient|sufferer|member of this club)\b|\bcaregiver\b|\bcaring for\b"
)
_FIRST_LOOK: Final = re2.compile(
    r"\d|ago|\bvor\b|jahr|year|month|week|days?\b|monat|woche|tage|\bher\b|today|heute|gestern|yesterday|morning|\blast\b|\bthis\b|letzte|dies|recently|decade|"
    r"spring|summer|autumn|winter|fruehjahr|fruehling|sommer|herbst|"
    r"\bmay\b|\bmai\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|"
    + "|".join(name for name in _MONTHS if len(name) > 3)
)
_SENTENCE: Final = re.compile(r"(?<=[!?\n])|(?<=\.)(?=[ \n]|$)")
_REACH: Final = 90  # characters between a time and what it tells of
_WITH: Final = 16  # characters between "diagnosed" and the name of the condition
_LONGEST: Final = 1000  # characters of a sentence that are read at once: the work grows with their square
_FAR: Final = 35  # what a comma or an "and" between them is worth


class Span(NamedTuple):
    """When it was, from ``start`` to before ``end``, in microseconds UTC."""

    start: int
    end: int

    @property
    def middle(self) -> int:
        """Halfway."""
        return (self.start + self.end) // 2


class Statement(NamedTuple):
    """What a text tells of one diagnosis.

    span: when it was.
    about: ``self``, ``other`` (a relative, or he and she) or empty where nothing says so.
    diagnosed: whether the words speak of the diagnosis itself, not of having the condition.
    named: whether they name the condition, not only "it" or a drug.
    """

    span: Span
    about: str
    diagnosed: bool
    named: bool = False


class _Anchor(NamedTuple):
    """What a time can tell of: ``diagnosed``, ``named`` (the condition), ``having``, ``treated`` or ``else``."""

    kind: str
    start: int
    end: int


class DateReader:
    """Reads dates of diagnosis with the names of a codebook's condition, drugs and relatives."""

    def __init__(self, codebook: Codebook) -> None:
        def listed(*names: str) -> str:
            entries = [codebook.phrases.compiled(entry).pattern for name in names for entry in codebook.words.get(name, ())]
            return "|".join(entries) or r"\x00"

        condition = listed("condition", "condition_de")
        self._kin = re2.compile(rf"\b(?:{listed('kin', 'kin_de')})\b", options())
        named, treated = rf"\b(?:{condition})\b", rf"\b(?:{listed('drug', 'drug_de')})\b"
        self._anchor = re2.compile(
            rf"(?P<diagnosed>{_DIAGNOSED})|(?P<named>{named})|(?P<having>{_HAVING})|(?P<else>{_ELSE})|(?P<treated>{treated})",
            options(),
        )
        self._dated = re2.compile(rf"{_DIAGNOSED}|{named}|{_HAVING}|{treated}", options())

    def statements(self, words: bytes, posted_us: int) -> list[Statement]:
        """What a text in its normal form, posted at ``posted_us``, tells of diagnoses, in its order.

        What lies after the post is left out.
        """
        if not (_FIRST_LOOK.search(words) and self._dated.search(words)):
            return []
        sentences = list(_sentences(words.decode("utf-8", "replace")))
        times = [list(_TIME.finditer(sentence)) if self._worth(sentence) else [] for sentence in sentences]
        last = max((place for place, found in enumerate(times) if found), default=-1)
        told: list[Statement] = []
        about = ""
        for sentence, found in zip(sentences[: last + 1], times, strict=False):
            if found:
                told += self._of_sentence(sentence, found, posted_us, about)
            about = self._about(sentence, about)
        return told

    def _worth(self, sentence: str) -> bool:
        """Whether a sentence may hold both a time and what it can tell of: looking for times is what costs."""
        said = sentence.encode()
        return bool(self._dated.search(said) and _FIRST_LOOK.search(said))

    def _of_sentence(self, sentence: str, found: list[re.Match[str]], posted_us: int, before: str) -> Iterator[Statement]:
        anchors = self._anchors(sentence)
        times = [(match, span) for match in found if (span := _span(match, posted_us)) is not None] if anchors else []
        nearest: dict[_Anchor, tuple[float, Span]] = {}
        for match, span in times:
            far, anchor = min(
                ((_distance(sentence, each, match), each) for each in anchors if _near(each, match) and _fits(each, match)),
                default=(_REACH + 1.0, None),
            )
            if anchor is None or anchor.kind == "else" or span.start > posted_us or far > _REACH:
                continue
            if anchor.kind == "treated" and posted_us - span.middle < 1.1 * YEAR_US:
                continue  # a new drug is not a new diagnosis
            if anchor not in nearest or far < nearest[anchor][0]:
                nearest[anchor] = far, span
        for anchor, (_, span) in sorted(nearest.items(), key=lambda each: each[0].start):
            clipped = Span(span.start, min(span.end, posted_us + 1))
            yield Statement(clipped, self._whose(sentence, anchor, before), anchor.kind == "diagnosed", anchor.kind == "named")

    def _whose(self, sentence: str, anchor: _Anchor, before: str) -> str:
        """Whom a diagnosis is about: named right after it ("the diagnosis of my mother"), or last before it."""
        after = sentence[anchor.end : anchor.end + _WITH * 2]
        named = _OF.match(after)
        if named and self._kin.search(after[named.end() :]):
            return "other"
        return self._about(sentence[: anchor.end], before)

    def _anchors(self, sentence: str) -> list[_Anchor]:
        found: list[_Anchor] = []
        for match in self._anchor.finditer(sentence):
            kind = str(match.lastgroup)
            if kind == "named" and _NOT_IT.match(sentence, match.end()):
                kind = "else"
            if (
                kind == "diagnosed"
                and _NEGATED.search(sentence, max(0, match.start() - 40), match.start())
                and not _UNTIL.search(sentence, match.end(), match.end() + 30)
            ):
                kind = "else"
            if kind == "diagnosed" and _DENIED.match(sentence, match.end()):
                kind = "else"
            if kind == "diagnosed" and match[0].startswith(("mis", "self", "fehl")):
                kind = "else"
            if kind == "named" and found and found[-1].kind == "diagnosed" and match.start() - found[-1].end <= _WITH:
                found[-1] = found[-1]._replace(end=match.end())  # "diagnosed with MS" is one thing
            else:
                found.append(_Anchor(kind, match.start(), match.end()))
        return found

    def _about(self, words: str, before: str) -> str:
        """Whom the words speak of: the last one named in them."""
        relative = max((match.end() for match in self._kin.finditer(words)), default=-1)
        third = max((match.end() for match in _THIRD.finditer(words)), default=-1)
        own = max(
            (match.start() for match in _SELF.finditer(words) if not self._kin.search(words, match.end(), match.end() + 25)),
            default=-1,
        )
        if relative < 0 and own < 0 and third < 0:
            return before
        if relative >= 0 and own < relative:
            return "other"
        if third >= 0 and own < third and (before == "other" or relative >= 0):
            return "other"
        return "self" if own >= 0 else before


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a text; one without an end is cut between words."""
    for sentence in _SENTENCE.split(text):
        start = 0
        while len(sentence) - start > _LONGEST:
            end = sentence.rfind(" ", start, start + _LONGEST) + 1 or start + _LONGEST
            yield sentence[start:end]
            start = end
        yield sentence[start:]


def _near(anchor: _Anchor, time: re.Match[str]) -> bool:
    """Whether a time can be within reach of this at all."""
    return anchor.start - time.end() <= _REACH and time.start() - anchor.end <= _REACH + 4


def _fits(anchor: _Anchor, time: re.Match[str]) -> bool:
    """Whether a time can tell of this.

    "Diagnosed, and told my boss after a year" does not date the diagnosis; "I have MS and see her on Saturday" tells no
    beginning, but "since Saturday" does.
    """
    if anchor.kind == "else":
        return True
    if anchor.kind == "diagnosed":
        return not (anchor.end <= time.start() and time["since"] in ("after", "over", "in", "nach"))
    lasting = time["since"] or time["ago"] or time["agoword"] or time["count4"] or time["longago"]
    return bool(lasting) or _SINCE.search(time.string, max(0, time.start() - 12), time.end()) is not None


def _distance(sentence: str, anchor: _Anchor, time: re.Match[str]) -> float:
    """How far a time is from what it may tell of; what it follows is a little nearer than what it precedes."""
    start, end = time.span()
    between = sentence[anchor.end : start] if anchor.end <= start else sentence[end : anchor.start]
    if anchor.start < end and start < anchor.end:
        return 0.0
    breaks = len(_BREAK.findall(between))
    before = anchor.end <= start
    return len(between) + breaks * _FAR + (0 if before else 8) - (4 if anchor.kind == "diagnosed" else 0)


def _span(found: re.Match[str], posted_us: int) -> Span | None:
    """The interval that an expression of time means in a post of that moment."""
    parts = {name: text for name, text in found.groupdict().items() if text is not None}
    for name, read in _READERS:
        if name in parts:
            return read(parts, posted_us)
    return _ago(parts, posted_us)


def _day_month(parts: dict[str, str], posted_us: int) -> Span | None:
    return _month_of(_MONTHS[parts["daymonth"]], parts.get("dayyear"), posted_us)


def _named_month(parts: dict[str, str], posted_us: int) -> Span | None:
    year = parts.get("monthyear")
    if parts["month"] in ("may", "mar") and not year and "lastyear" not in parts:
        return None  # "it may help"
    if "lastyear" in parts:
        return _calendar(_date(posted_us).year - 1, _MONTHS[parts["month"]])
    return _month_of(_MONTHS[parts["month"]], year, posted_us)


def _month_of(month: int, year: str | None, posted_us: int) -> Span:
    if year is not None:
        return _calendar(_full_year(year), month)
    posted = _date(posted_us)
    return _calendar(posted.year if month <= posted.month else posted.year - 1, month)


def _numbers(parts: dict[str, str], _: int) -> Span | None:
    return _calendar(int(parts["numberyear"]), int(parts["number"]))


def _us_numbers(parts: dict[str, str], _: int) -> Span | None:
    return _calendar(_full_year(parts["usyear"]), int(parts["usnumber"]))


def _iso(parts: dict[str, str], _: int) -> Span | None:
    return _calendar(int(parts["isoyear"]), int(parts["isonumber"]))


def _short_numbers(parts: dict[str, str], _: int) -> Span | None:
    return _calendar(_full_year(parts["shortyear"]), int(parts["shortnumber"]))


def _this_or_last(parts: dict[str, str], posted_us: int) -> Span | None:
    unit, posted = parts["unitname"], _date(posted_us)
    back = int(not parts["which"].startswith(("this", "dies", "early", "earlier")) or parts["which"] == "this past")
    if unit in _SEASONS:
        year = posted.year - back if back and _SEASONS[unit] <= posted.month and parts["which"] != "this past" else posted.year
        return _season(unit, year, posted_us)
    if unit.startswith(("year", "jahr")):
        return _calendar(posted.year - back, 0)
    if unit.startswith(("month", "monat")):
        month, year = posted.month - back, posted.year
        return _calendar(year, month) if month else _calendar(year - 1, 12)
    return Span(posted_us - 14 * DAY_US, posted_us + 1) if back and unit in ("week", "woche") else _days(9, posted_us)


def _season(name: str, year: int, posted_us: int) -> Span:
    first = _SEASONS[name]
    start = _at(year, first)
    if start > posted_us:
        year -= 1
        start = _at(year, first)
    return Span(start, _at(year + (first + 2) // 12, (first + 2) % 12 + 1))


def _in_season(parts: dict[str, str], posted_us: int) -> Span | None:
    year = int(parts["seasonyear"]) if "seasonyear" in parts else _date(posted_us).year
    return _season(parts["season"], year, posted_us)


def _today(_: dict[str, str], posted_us: int) -> Span | None:
    return _days(2, posted_us)


def _recently(_: dict[str, str], posted_us: int) -> Span | None:
    return _days(120, posted_us)


def _long_ago(_: dict[str, str], posted_us: int) -> Span | None:
    return Span(int(posted_us - 15 * YEAR_US), int(posted_us - 1.5 * YEAR_US))


def _days(days: int, posted_us: int) -> Span:
    return Span(posted_us - days * DAY_US, posted_us + 1)


def _plain_year(parts: dict[str, str], _: int) -> Span | None:
    return _calendar(int(parts["year"]), 0)


def _short_year(parts: dict[str, str], _: int) -> Span | None:
    return _calendar(_full_year(parts["short"]), 0)


def _in_may(parts: dict[str, str], posted_us: int) -> Span | None:
    return _month_of(5, parts.get("inmayyear"), posted_us)


def _this_week(_: dict[str, str], posted_us: int) -> Span | None:
    return _days(8, posted_us)


_READERS: Final = (
    ("weekday", _this_week), ("weekstart", _this_week), ("inmonth", _in_may), ("daymonth", _day_month), ("month", _named_month), ("usyear", _us_numbers), ("numberyear", _numbers), ("isoyear", _iso),
    ("shortyear", _short_numbers), ("unitname", _this_or_last), ("today", _today), ("longago", _long_ago),
    ("shortago", _recently), ("year", _plain_year), ("short", _short_year), ("season", _in_season),
)  # fmt: skip


def _ago(parts: dict[str, str], posted_us: int) -> Span | None:
    """So many days, weeks, months or years before the post."""
    number = next((name[-1] for name in parts if name.startswith("count")), None)
    if number is None:
        return None
    least = _counted(parts[f"count{number}"])
    most = _counted(parts[f"upto{number}"]) if f"upto{number}" in parts else least
    if f"half{number}" in parts:
        least, most = least + 0.5, most + 0.5
    word = parts[f"unit{number}"]
    unit = 3652.5 if word.startswith(_DECADE) else _UNITS[word[0]]
    # "two years ago" is between one and a half and two and a half
    slack = min(0.5, max(least, 1.0) / 2)
    longest = (most + slack + (0.5 if f"plus{number}" in parts else 0.0)) * unit
    return Span(int(posted_us - longest * DAY_US), int(posted_us - max(least - slack, 0.0) * unit * DAY_US))


def _counted(written: str) -> float:
    return _NUMBERS[written] if written in _NUMBERS else float(written.replace(",", "."))


def _full_year(year: str) -> int:
    number = int(year.strip("'"))
    if number > 1000:
        return number
    return 2000 + number if number < 60 else 1900 + number


def _calendar(year: int, month: int) -> Span:
    if not month:
        return Span(_at(year, 1), _at(year + 1, 1))
    return Span(_at(year, month), _at(year + month // 12, month % 12 + 1))


def _at(year: int, month: int) -> int:
    return int(datetime(year, month, 1, tzinfo=UTC).timestamp()) * 1_000_000


def _date(moment_us: int) -> datetime:
    return datetime.fromtimestamp(moment_us / 1e6, tz=UTC)
