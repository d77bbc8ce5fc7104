"""Vocabulary of the form, and the parts made-up people and organisations are put together from.

Authorities, axes and objectives are the programme's own words (a rule may know them); every
person, applicant, address and number is invented. Business ids start at 9 000 000, far from issued
ones, and web addresses end in the reserved `.example`.
"""

ELY = "elinkeino-, liikenne- ja ympäristökeskus"
AUTHORITIES = {
    "ESF": (
        f"Hämeen {ELY}", f"Pohjois-Pohjanmaan {ELY}", f"Etelä-Savon {ELY}", f"Keski-Suomen {ELY}",
        "Sosiaali- ja terveysministeriö", "Työ- ja elinkeinoministeriö",
    ),
    "ERDF": (
        "Uudenmaan liitto", "Pirkanmaan liitto", "Lapin liitto", "Kainuun liitto",
        "Pohjois-Karjalan maakuntaliitto", "Pohjois-Savon liitto", f"Etelä-Savon {ELY}",
    ),
}  # fmt: skip
# Axis number and title, objective number and title.
OBJECTIVES = {
    "ESF": (
        (3, "Työllisyys ja työvoiman liikkuvuus", "6.1",
         "Nuorten ja muiden heikossa työmarkkina-asemassa olevien työllistymisen edistäminen"),
        (3, "Työllisyys ja työvoiman liikkuvuus", "7.1",
         "Tuottavuuden ja työhyvinvoinnin parantaminen"),
        (4, "Koulutus, ammattitaito ja elinikäinen oppiminen", "9.2",
         "Kasvu- ja rakennemuutosalojen koulutuksen tarjonnan ja laadun parantaminen"),
        (5, "Sosiaalinen osallisuus ja köyhyyden torjunta", "10.1",
         "Työelämän ulkopuolella olevien työ- ja toimintakyvyn parantaminen"),
        (9, "REACT-EU:n ESR-toimenpiteet", "12.3", "Digitaalisten taitojen parantaminen"),
    ),
    "ERDF": (
        (1, "Pk-yritystoiminnan kilpailukyky", "1.1", "Uuden liiketoiminnan luominen"),
        (1, "Pk-yritystoiminnan kilpailukyky", "2.1",
         "Pk-yritysten kasvun ja kansainvälistymisen edistäminen"),
        (2, "Uusimman tiedon ja osaamisen tuottaminen ja hyödyntäminen", "5.1",
         "Yritysten innovaatiotoiminnan vahvistaminen"),
    ),
}  # fmt: skip
ERDF_INDICATORS = (
    "Uudet työpaikat", "Uudet yritykset", "Tuettavien T&K-organisaatioiden lukumäärä",
    "Energiatehokkuutta parantavat yritykset (pk-yritykset)",
)  # fmt: skip
ONE_APPLICANT = "Vain yksi hakija"
SEVERAL_APPLICANTS = "Hakijoita on useampi kuin yksi (yhteishanke)"
SUPPORT_TRANSFER = (
    "Hakija siirtää osan haettavasta tuesta yhdelle tai useammalle taholle hankkeen toteuttamista "
    "varten (tuen siirto)"
)
PROJECT_TYPES = {
    "ESF": (
        "Hanke, jossa on henkilöitä varsinaisena kohderyhmänä",
        "Hanke, jossa ei ole henkilöitä varsinaisena kohderyhmänä",
    ),
    "ERDF": ("Kehittämishanke", "Investointihanke", "Kehittämis- ja investointihanke"),
}

# Stem, genitive: enough for names nobody bears.
STEMS = (
    ("Havulahti", "Havulahden"), ("Suviranta", "Suvirannan"), ("Tuulensuu", "Tuulensuun"),
    ("Kuusenkorpi", "Kuusenkorven"), ("Hopeaharju", "Hopeaharjun"), ("Rautasalmi", "Rautasalmen"),
    ("Pilvijoki", "Pilvijoen"), ("Kielokangas", "Kielokankaan"), ("Sinivaara", "Sinivaaran"),
    ("Aurinkoniemi", "Aurinkoniemen"),
)  # fmt: skip
# Organisation type and the name's second part.
ORGANISATIONS = (
    ("Ammattikorkeakoulu", "Ammattikorkeakoulu Oy"), ("Kunta", "kunta"), ("Kunta", "kaupunki"),
    ("Yliopisto", "yliopisto"), ("Rekisteröity yhdistys", "kehittämisyhdistys ry"),
    ("Kuntayhtymä", "koulutuskuntayhtymä"), ("Säätiö", "työelämäsäätiö sr"),
    ("Osakeyhtiö", "Kehitys Oy"), ("Osakeyhtiö", "Palvelut Oy, aluetoimisto"),
)  # fmt: skip
FIRST_NAMES = ("Aamu", "Ilta", "Kuura", "Lumi", "Meri", "Otso", "Pyry", "Rae", "Tuuli", "Vesa-Ilmi")
SURNAMES = (
    "Hiekkasuo", "Jääskenlahti", "Kaislankorva", "Lumenvuo", "Marjakko-Suo", "Närekangas",
    "Pihlajankuja", "Savipelto", "Tervakynnys", "Öljymäki",
)  # fmt: skip
ROLES = ("projektipäällikkö", "Lehtori", "kehitysjohtaja", "Projektiasiantuntija (1.8. alkaen)")
# A second first name as signatures have it, and the roles of a steering group.
SECOND_NAMES = ("Halla", "Kaari", "Louhi", "Sarastus", "Usva")
MEMBER_ROLES = (
    "Henkilöstöjohtaja", "Koulutuspäällikkö", "Tietohallintojohtaja", "Kehittämisjohtaja",
    "Toimitusjohtaja", "Aluepäällikkö",
)  # fmt: skip
MEMBERS_WITHOUT_NAME = (
    "Tulosaluejohtajien edustaja(t)", "Henkilöstön edustaja (luottamushenkilö)",
    "Rahoittajan edustaja", "Yrittäjäjärjestön edustaja, nimetään myöhemmin",
)  # fmt: skip
BICS = ("KUVTFIHH", "SUMUFIHH", "HAAVFIHHXXX")
# Last part of a diary number: the authority's unit.
DIARIES = ("POPELY", "HAMELY", "ESAELY", "KESELY", "UML", "PIRL", "LAPL")
STREETS = ("Kaarnapolku", "Hietakuja", "Vanha Myllytie", "Torikatu", "PL")
TOPICS = (
    "Digiloikka", "Taitopolku", "Kasvun portaat", "Talvimatkailun uudet tuotteet",
    "Työkyky kuntoon", "Puurakentamisen osaajat", "SoteVirta", "5 askelta yrittäjyyteen",
    "Kierto 2.0", "Hyvä arki",
)  # fmt: skip
NAME_PATTERNS = (
    "{topic}", "{topic} - {place} alueen kehittämishanke", "{topic}: {place} yritykset muutoksessa",
    "{topic} ({place} pilotti)", "”{topic}” – esiselvitys", "{topic}, {place} osahanke",
)  # fmt: skip
