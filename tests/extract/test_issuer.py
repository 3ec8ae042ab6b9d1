"""Which public body issues a text, and that reports of the press have none."""

from __future__ import annotations

import pytest

from geo.extract.issuer import issuer
from tests.extract.reading import news

ISSUED = [
    ("Communiqué of the Ministry of Defence: attack at Torsk\n\nThree soldiers fell.", "Ministry of Defence"),
    (
        "Attack in Torsk\nPress release | Norfen Provincial Command\n\nRebels attacked a post.",
        None,
    ),
    ("FOR IMMEDIATE RELEASE\nQuarania Coast Guard\n\nA patrol was fired upon.", "Quarania Coast Guard"),
    (
        "The General Staff of the Armed Forces informs the public of the following.\nA post was attacked.",
        "General Staff of the Armed Forces",
    ),
    ("The Government of Norfen announces three days of mourning.", "Government of Norfen"),
    ("Rebels attack a post near Torsk\n\nThe army said three soldiers died.", None),
    ("The army attacks Torsk\n\nThree people died.", None),
]


@pytest.mark.parametrize(("text", "body"), ISSUED)
def test_issuer_is_the_body_in_the_head_of_an_official_text(text: str, body: str | None) -> None:
    assert issuer(text) == body


def test_what_an_official_text_states_its_issuer_says() -> None:
    (report,) = news(
        "Communiqué of the Ministry of Defence\n\n"
        "Armed men attacked a barracks in Torsk on Wednesday and killed two soldiers."
    )
    (actor,) = report.actors
    assert (actor.name, actor.attribution, actor.attributed_by) == (
        "Armed men",
        "confirmed",
        "Ministry of Defence",
    )
