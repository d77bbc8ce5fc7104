"""What is written where a text should stand, as its words alone in small letters.

A text that has no words at all (dots, dashes) says as little. The words are this project's own list
of the fillers usual on forms of the Finnish administration, in Finnish, Swedish and English; the
forms themselves name none.
"""

PLACEHOLDERS = (
    "x", "xx", "xxx", "xxxx", "x x x", "abc", "asdf", "test", "testi", "teksti", "teksti tähän",
    "lorem ipsum", "lorem ipsum dolor sit amet",
    "lorem ipsum dolor sit amet consectetur adipiscing elit",
    "täydennetään", "täydennetään myöhemmin", "täydentyy", "täydentyy myöhemmin", "täydennettävä",
    "kirjoitetaan myöhemmin", "lisätään myöhemmin", "tulossa", "kesken", "puuttuu", "luonnos",
    "ks liite", "kts liite", "katso liite", "ks liitteet", "kts liitteet", "katso liitteet",
    "ks suunnitelma", "kts suunnitelma", "katso suunnitelma", "ks hankesuunnitelma",
    "kts hankesuunnitelma", "katso hankesuunnitelma", "ks projektisuunnitelma",
    "kts projektisuunnitelma", "katso projektisuunnitelma", "ks edellä", "kts edellä",
    "katso edellä", "ks yllä", "kts yllä", "katso yllä", "sama kuin edellä", "liitteenä",
    "kompletteras", "kompletteras senare", "se bilaga", "se bilagan", "se planen",
    "se projektplanen", "tba", "tbd", "todo", "to be completed", "see attachment", "see plan",
)  # fmt: skip
