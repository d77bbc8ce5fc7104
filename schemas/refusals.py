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
            "fi": "Alussa ei ole tunnetun lomakkeen otsikkoriviä eikä luettelon sarakeotsikoita. "
            "Toimita hankkeen kuvaus, hankesuunnitelma tai hankeluettelo.",
            "sv": "Varken en känd blankettrubrik eller en listas kolumnrubriker i början. "
            "Leverera en projektbeskrivning, en projektplan eller en projektlista.",
            "en": "Neither a known form's title nor a list's column headings stand at the start. "
            "Deliver a description, a plan or a list of projects.",
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
            "fi": "Tiedosto loppuu kesken. Hae se uudelleen.",
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
    "list_header_unknown": RefusalReason(
        {"fi": "sarakkeita puuttuu", "sv": "kolumner saknas", "en": "columns missing"},
        {
            "fi": "Otsikkorivi ei ole minkään tunnetun luettelon. Toimita palvelun oma vienti, "
            "kaikki sarakkeet mukana.",
            "sv": "Rubrikraden hör inte till någon känd lista. Leverera tjänstens egen export med "
            "alla kolumner.",
            "en": "The header is none of a known list's. Deliver the service's own export with all "
            "its columns.",
        },
    ),
    "list_without_rows": RefusalReason(
        {
            "fi": "ei yhtään kelpaavaa riviä",
            "sv": "inga dugliga rader",
            "en": "no row that can be loaded",
        },
        {
            "fi": "Katso hylättyjen rivien syyt taulusta quality.refused_row.",
            "sv": "Se orsakerna i tabellen quality.refused_row.",
            "en": "See in quality.refused_row why each was refused.",
        },
    ),
    "row_cells": RefusalReason(
        {"fi": "väärä määrä soluja", "sv": "fel antal celler", "en": "wrong number of cells"},
        {
            "fi": "Pilkku tai lainausmerkki on hukassa. Korjaa rivi ja toimita luettelo uudelleen.",
            "sv": "Ett komma eller citattecken saknas. Rätta raden och leverera listan på nytt.",
            "en": "A comma or quotation mark is lost. Mend the row and deliver the list again.",
        },
    ),
    "row_without_code": RefusalReason(
        {"fi": "rivillä ei hankekoodia", "sv": "rad utan projektkod", "en": "row without a code"},
        {
            "fi": "Rivillä ei ole hankekoodia (kirjain ja 5–6 numeroa). Jos se on hanke, korjaa "
            "koodi.",
            "sv": "Raden saknar projektkod (en bokstav och 5–6 siffror). Rätta koden om den är ett "
            "projekt.",
            "en": "The row has no project code (a letter and 5 or 6 digits). If it is a project, "
            "mend the code.",
        },
    ),
    "row_shifted": RefusalReason(
        {"fi": "solut siirtyneet", "sv": "förskjutna celler", "en": "cells shifted"},
        {
            "fi": "Rivin solut eivät ole omissa sarakkeissaan. Korjaa rivi ja toimita luettelo "
            "uudelleen.",
            "sv": "Radens celler står inte i sina kolumner. Rätta raden och leverera listan igen.",
            "en": "The row's cells are not in their columns. Mend it and deliver the list again.",
        },
    ),
    "row_value_elsewhere": RefusalReason(
        {
            "fi": "solun arvo muualla",
            "sv": "cellens värde annanstans",
            "en": "value of a cell elsewhere",
        },
        {
            "fi": "Solussa on laskematon kaava, tai se on yhdistetty toiseen. Avaa luettelo "
            "Excelissä, pura yhdistetyt solut, tallenna ja toimita uudelleen.",
            "sv": "En cell har en formel som inte räknats, eller är sammanfogad med en annan. "
            "Öppna listan i Excel, dela cellerna, spara och leverera på nytt.",
            "en": "A cell holds a formula that was never calculated, or is merged with another. "
            "Open the list in Excel, unmerge the cells, save it and deliver it again.",
        },
    ),
    "row_cut_off": RefusalReason(
        {"fi": "viimeinen rivi auki", "sv": "sista raden öppen", "en": "last row left open"},
        {
            "fi": "Tiedosto loppuu ilman rivinvaihtoa, joten rivi voi olla katkennut. Hae tiedosto "
            "uudelleen tai päätä rivi.",
            "sv": "Filen slutar utan radbyte, så raden kan vara avbruten. Hämta filen på nytt "
            "eller avsluta raden.",
            "en": "The file ends without a line break, so the row may be cut short. Fetch the file "
            "again, or end its last line.",
        },
    ),
    "row_fund_unknown": RefusalReason(
        {"fi": "tuntematon rahasto", "sv": "okänd fond", "en": "unknown fund"},
        {
            "fi": "Rahaston pitää olla ESR, ESR+, EAKR tai JTF. Korjaa rivi.",
            "sv": "Fonden ska vara ESR, ESR+, EAKR eller JTF. Rätta raden.",
            "en": "The fund must be ESR, ESR+, EAKR or JTF. Mend the row.",
        },
    ),
    "row_repeated": RefusalReason(
        {"fi": "sama rivi kahdesti", "sv": "samma rad två gånger", "en": "row given twice"},
        {
            "fi": "Ensimmäinen rivi on ladattu. Poista toinen.",
            "sv": "Den första raden har laddats. Ta bort den andra.",
            "en": "The first was loaded. Remove the other.",
        },
    ),
    "row_ambiguous": RefusalReason(
        {
            "fi": "kaksi riviä samasta hankkeesta",
            "sv": "två rader om samma projekt",
            "en": "two rows for one project",
        },
        {
            "fi": "Rivit ovat ristiriidassa, eikä kumpaakaan ladattu. Poista väärä.",
            "sv": "Raderna strider mot varandra och ingen laddades. Ta bort den felaktiga.",
            "en": "The rows contradict each other and neither was loaded. Remove the wrong one.",
        },
    ),
    "too_slow": RefusalReason(
        {"fi": "liian hidas lukea", "sv": "för långsam att läsa", "en": "too slow to read"},
        {
            "fi": "Lukeminen keskeytettiin aikarajaan. Tarkista, että tiedosto on yksi ehjä "
            "asiakirja; jos on, ilmoita sen tunnus.",
            "sv": "Läsningen avbröts vid tidsgränsen. Kontrollera att filen är ett enda, helt "
            "dokument; om så är, anmäl dess id.",
            "en": "Reading was stopped at the limit of time. Check that the file is one sound "
            "document; if it is, report its id.",
        },
    ),
    "too_heavy": RefusalReason(
        {
            "fi": "vie liikaa muistia",
            "sv": "kräver för mycket minne",
            "en": "takes too much memory",
        },
        {
            "fi": "Lukeminen keskeytettiin muistirajaan. Tarkista, että tiedosto on yksi ehjä "
            "asiakirja; jos on, ilmoita sen tunnus.",
            "sv": "Läsningen avbröts vid minnesgränsen. Kontrollera att filen är ett enda, helt "
            "dokument; om så är, anmäl dess id.",
            "en": "Reading was stopped at the limit of memory. Check that the file is one sound "
            "document; if it is, report its id.",
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
