import datetime as dt

import pytest

from geo.corpus.published import publication
from geo.corpus.wire import is_wire_line, wire_date


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("(Clandestine) Voice of the Reeds in Portuguese to Mozara 1800 GMT 26 Mar 79", "1979-03-26"),
        ("Velmont Radio in English 0215 GMT 2 Feb 96", "1996-02-02"),
        ("RADIO ALBA IN SPANISH 0030 GMT 3 NOV 88", "1988-11-03"),
        ("Home Service, 1300 GMT, 4 November 1962", "1962-11-04"),
        ("(Text of statement broadcast by Radio Dawn at 1900 GMT on 12 Oct 86)", "1986-10-12"),
        ("R 041230Z NOV 79", "1979-11-04"),
        ("XFP 301545 GMT AUG 97", "1997-08-30"),
        ("XP-NY-01-31-96 1522EST", "1996-01-31"),
        ("LA PAZ, 14 Jun 89 (Agency) - Four men were shot on Tuesday.", "1989-06-14"),
        ("[Text] Santa Rosa, 3 Jan 90 -- A bomb went off.", "1990-01-03"),
        ("PA0411023789 Santa Rosa Domestic Service in Spanish", "1989-11-04"),
        ("3 OCT 84", "1984-10-03"),
        ("Tuesday, 14-Mar-95", "1995-03-14"),
        ("Radio Harbour 0600 GMT 9 Sep 04", "2004-09-09"),
    ],
)
def test_a_transmission_dates_itself(line, day):
    assert wire_date(line) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    "line",
    [
        "On 5 March 20 people were shot dead near the mill.",
        "Between 3 May and 9 May 12 shells fell on the town.",
        "At 1015 on 4 February, our men attacked a patrol.",
        "Call 0800 1234 May 10 sale",
        "Convoy of 31 Jun 89",
    ],
)
def test_prose_is_no_transmission(line):
    assert wire_date(line) is None
    assert not is_wire_line(line)


@pytest.mark.parametrize(
    ("text", "day", "basis"),
    [
        ("Mill burns\n\nMarlow, 14 July 2011. The fire came at night.", "2011-07-14", "page"),
        (
            "BOMBS KILL FIVE\n\nZCZC 0417\nPRIORITY\nBOMBS 1ST LEAD\n"
            "OSTIA, JULY 29, 1979 (AGENCY) - BOMBS WENT OFF.",
            "1979-07-29",
            "page",
        ),
        (
            "Guerrillas storm barracks\n\nBAHIA ALTA, Oct. 6 (Agency) -- A barracks fell on Sunday.\n\n"
            "Newspapers here call 1975 the worst year of violence.",
            "1975-10-06",
            "inferred",
        ),
        (
            "Village attacked\n\nORANA, Aug. 30 (Agency) - Villagers were burying their dead on Saturday.\n\n"
            "It was the worst attack since the election of June 1997.",
            "1997-08-30",
            "inferred",
        ),
        (
            "Bomb kills two\n\nc. 1989 Wire Service\n\nVILLA ROSA, Nov. 28 -- A bomb went off.",
            "1989-11-28",
            "page",
        ),
        ("Our men struck.\n\nGiven at Asmor this 4th day of February 1986", "1986-02-04", "page"),
    ],
)
def test_publication_is_read_from_what_the_agency_writes(text, day, basis):
    assert publication(text, told=None) == (dt.date.fromisoformat(day), basis)


@pytest.mark.parametrize(
    "text",
    [
        # the weekday told does not fall on the dateline's day of that year
        "Guerrillas storm barracks\n\nBAHIA ALTA, Oct. 6 (Agency) -- A barracks fell on Wednesday.\n\n"
        "The war began in 1975.",
        # a year that only opens a stretch
        "Shops burn\n\nBAHIA ALTA, Oct. 6 (Agency) -- Shops burned Sunday.\n\nUnrest has gone on since 1975.",
        # two days may be the day of publication
        "Gunmen raid rig\n\nMen attacked a rig on Thursday, June 19, 2008, the army said.\n\n"
        "Yesterday a pipeline was blown up.",
    ],
)
def test_a_day_left_open_stays_open(text):
    assert publication(text, told=None) == (None, "unknown")
