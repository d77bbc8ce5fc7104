"""Why a document is refused, and what to do about it, in the languages of the report."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RefusalReason:
    """One reason: `title` and `remedy` by language."""

    title: dict[str, str]
    remedy: dict[str, str]


REASONS = {
    "empty": RefusalReason(
        {"fi": "tyhjä", "sv": "tom", "en": "empty"},
        {
            "fi": "Tiedostossa ei ole tekstiä. Hae se uudelleen lähteestään.",
            "sv": "Filen saknar text. Hämta den på nytt från källan.",
            "en": "The file holds no text. Fetch it again from its source.",
        },
    ),
    "too_large": RefusalReason(
        {"fi": "liian suuri", "sv": "för stor", "en": "too large"},
        {
            "fi": "Tarkista, että tiedosto on yksi asiakirja.",
            "sv": "Kontrollera att filen är ett enda dokument.",
            "en": "Check that the file is one document.",
        },
    ),
    "binary": RefusalReason(
        {"fi": "ei tekstiä", "sv": "inte text", "en": "not text"},
        {
            "fi": "Toimita asiakirja tekstinä, merkistönä UTF-8.",
            "sv": "Leverera dokumentet som text i UTF-8.",
            "en": "Deliver the document as text in UTF-8.",
        },
    ),
    "encrypted": RefusalReason(
        {"fi": "salasana vaaditaan", "sv": "lösenord krävs", "en": "password needed"},
        {
            "fi": "Tallenna tiedosto ilman salasanaa ja toimita se uudelleen.",
            "sv": "Spara filen utan lösenord och leverera den på nytt.",
            "en": "Save the file without a password and deliver it again.",
        },
    ),
    "scanned": RefusalReason(
        {"fi": "kuvia ilman tekstiä", "sv": "bilder utan text", "en": "pictures without text"},
        {
            "fi": "Tiedosto on skannattu. Toimita alkuperäinen PDF tai Word-tiedosto.",
            "sv": "Filen är skannad. Leverera den ursprungliga PDF- eller Word-filen.",
            "en": "The file is a scan. Deliver the PDF or Word file it was printed from.",
        },
    ),
    "damaged": RefusalReason(
        {"fi": "vioittunut", "sv": "skadad", "en": "damaged"},
        {
            "fi": "Tiedosto ei aukea. Hae se uudelleen lähteestään.",
            "sv": "Filen kan inte öppnas. Hämta den på nytt från källan.",
            "en": "The file does not open. Fetch it again from its source.",
        },
    ),
    "archive_unsafe": RefusalReason(
        {"fi": "paketti on liian suuri", "sv": "för stort paket", "en": "archive too large"},
        {
            "fi": "Paketti purkautuu yli sallitun koon. Tarkista se ja toimita sisältö kansiona.",
            "sv": "Paketet packas upp till mer än tillåtet. Kontrollera det och leverera "
            "innehållet som en mapp.",
            "en": "The archive unpacks to more than is taken in. Check it and deliver its content "
            "as a folder.",
        },
    ),
    "archive_in_archive": RefusalReason(
        {"fi": "paketti paketissa", "sv": "paket i paket", "en": "archive within an archive"},
        {
            "fi": "Pura sisempi paketti ja toimita sen sisältö.",
            "sv": "Packa upp det inre paketet och leverera innehållet.",
            "en": "Unpack the inner archive and deliver its content.",
        },
    ),
    "page_without_form": RefusalReason(
        {
            "fi": "verkkosivu ilman lomaketta",
            "sv": "webbsida utan blankett",
            "en": "web page without a form",
        },
        {
            "fi": "Sivulla ei ole kuvausta; se voi olla palvelun virheilmoitus. Avaa osoite ja hae "
            "sivu myöhemmin uudelleen.",
            "sv": "Sidan innehåller ingen beskrivning; den kan vara ett felmeddelande. Öppna "
            "adressen och hämta sidan på nytt senare.",
            "en": "The page holds no description; it may be an error message of the service. Open "
            "its address and fetch the page again later.",
        },
    ),
    "form_not_recognised": RefusalReason(
        {"fi": "tuntematon lomake", "sv": "okänd blankett", "en": "no known form"},
        {
            "fi": "Alussa ei ole tunnetun lomakkeen otsikkoriviä. Toimita hankkeen kuvaus tai "
            "hankesuunnitelma.",
            "sv": "Ingen känd blankettrubrik i början. Leverera en projektbeskrivning eller en "
            "projektplan.",
            "en": "No title line of a known form stands at the start. Deliver a description or a "
            "plan.",
        },
    ),
    "project_code_missing": RefusalReason(
        {"fi": "hankekoodi puuttuu", "sv": "projektkod saknas", "en": "no project code"},
        {
            "fi": "Hankekoodia (kirjain ja 5–6 numeroa) ei ole. Pyydä päätetty versio.",
            "sv": "Projektkod (en bokstav och 5–6 siffror) saknas. Be om den beslutade versionen.",
            "en": "There is no project code (a letter and 5 or 6 digits). Ask for the decided "
            "version.",
        },
    ),
    "undecided": RefusalReason(
        {
            "fi": "hakemus, ei vielä hanke",
            "sv": "ansökan, inte ännu ett projekt",
            "en": "an application, not yet a project",
        },
        {
            "fi": "Hakemuksella ei ole hankekoodia. Toimita päätetty versio, kun se on annettu.",
            "sv": "Ansökan saknar projektkod. Leverera den beslutade versionen när den finns.",
            "en": "The application has no project code. Deliver the decided version once there is "
            "one.",
        },
    ),
    "fund_not_named": RefusalReason(
        {"fi": "rahastoa ei ole nimetty", "sv": "fonden är inte nämnd", "en": "no fund named"},
        {
            "fi": "Alussa pitää olla juuri yksi rahasto. Hae asiakirja uudelleen.",
            "sv": "I början ska exakt en fond nämnas. Hämta dokumentet på nytt.",
            "en": "The head must name exactly one fund. Fetch the document again.",
        },
    ),
    "sections_missing": RefusalReason(
        {"fi": "osia puuttuu", "sv": "delar saknas", "en": "sections missing"},
        {
            "fi": "Hae tiedosto uudelleen, jos se on katkennut; muuten korjaa otsikot lomakkeen "
            "mukaisiksi.",
            "sv": "Hämta filen på nytt om den är avbruten; rätta annars rubrikerna enligt "
            "blanketten.",
            "en": "Fetch the file again if it is cut off; if it is whole, give it the form's "
            "headings.",
        },
    ),
    "truncated": RefusalReason(
        {"fi": "osia poissa", "sv": "delar borta", "en": "sections gone"},
        {
            "fi": "Edellisen version osia on poissa. Hae tiedosto uudelleen.",
            "sv": "Delar av föregående version är borta. Hämta filen på nytt.",
            "en": "Sections of the version received before are gone. Fetch the file again.",
        },
    ),
    "cut_off": RefusalReason(
        {"fi": "katkennut", "sv": "avbruten", "en": "cut off"},
        {
            "fi": "Tiedosto päättyy kesken. Hae se uudelleen.",
            "sv": "Filen slutar för tidigt. Hämta den på nytt.",
            "en": "The file ends too early. Fetch it again.",
        },
    ),
    "several_documents": RefusalReason(
        {"fi": "useita asiakirjoja", "sv": "flera dokument", "en": "several documents"},
        {
            "fi": "Tiedostossa on useampi asiakirja. Toimita kukin omana tiedostonaan.",
            "sv": "Filen innehåller flera dokument. Leverera dem som egna filer.",
            "en": "The file holds more than one document. Deliver each as a file of its own.",
        },
    ),
    "reader_failed": RefusalReason(
        {"fi": "lukija epäonnistui", "sv": "läsaren misslyckades", "en": "reader failed"},
        {
            "fi": "Vika on ohjelmassa. Ilmoita se ja asiakirjan tunnus.",
            "sv": "Felet ligger i programmet. Anmäl det med dokumentets id.",
            "en": "This is a fault of the program. Report it with the document id.",
        },
    ),
    "contract_broken": RefusalReason(
        {"fi": "lukijan vika", "sv": "fel i läsaren", "en": "reader fault"},
        {
            "fi": "Vika on ohjelmassa. Ilmoita se ja asiakirjan tunnus.",
            "sv": "Felet ligger i programmet. Anmäl det med dokumentets id.",
            "en": "This is a fault of the program. Report it with the document id.",
        },
    ),
}


def detail(reason: str, observed: str | None) -> str:
    """A refusal in an English sentence: what was seen and what to do."""
    about = f"{REASONS[reason].title['en'].capitalize()}: {observed}. " if observed else ""
    return about + REASONS[reason].remedy["en"]
