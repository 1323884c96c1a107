"""Sample items: cards of news and events, with the long words and titles that Italian administration is made of."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from themes.props import Attachment, Card, EventCard, EventDates, Link, Picture

ROME = ZoneInfo("Europe/Rome")

PICTURE = Picture(
    url="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 9'%3E"
    "%3Crect width='16' height='9' fill='%2399b'/%3E%3C/svg%3E",
    width=1280,
    height=720,
    alt="La piazza del municipio",
)

LONG_TITLE = (
    "Autorizzazioni paesaggistiche e precauzionalissimevolmente: proroga dei termini per la presentazione delle "
    "domande relative agli interventi di riqualificazione energetica degli edifici"
)

NEWS = (
    Card(
        "Nuovi orari della biblioteca",
        "/novita/notizie/biblioteca/",
        summary="Da lunedì apertura anche la sera, due volte la settimana.",
        published_on=date(2026, 3, 1),
        kind_label="Notizia",
        picture=PICTURE,
    ),
    Card(
        "Banda ultralarga: i cantieri di marzo",
        "/novita/avvisi/banda-ultralarga/",
        summary="Le vie interessate e le modifiche alla viabilità.",
        published_on=date(2026, 2, 27),
        kind_label="Avviso",
        source_label="Consorzio.IT",
        pinned=True,
    ),
    Card(LONG_TITLE, "/novita/comunicati/proroga/", published_on=date(2026, 2, 25), kind_label="Comunicato"),
)

NOTICES = (
    Card(
        "Comunità energetica: incontri nei Comuni",
        "/novita/avvisi/cer/",
        source_label="Consorzio.IT",
        kind_label="Avviso",
    ),
)

EVENTS = (
    EventCard(
        "Concerto d'estate",
        "/vivere-il-comune/eventi/concerto/",
        EventDates(datetime(2026, 7, 4, 21, tzinfo=ROME), datetime(2026, 7, 4, 23, 30, tzinfo=ROME)),
        summary="Venti musicisti sul palco, ingresso libero.",
        place="Piazza del Comune",
    ),
    EventCard(
        "Festa di San Martino",
        "/vivere-il-comune/eventi/san-martino/",
        EventDates(datetime(2026, 11, 7, tzinfo=ROME), datetime(2026, 11, 11, tzinfo=ROME), all_day=True),
        source_label="Comune di Offanengo",
    ),
)

TOPICS = (
    Link("Protezione civile", "/argomenti/protezione-civile/"),
    Link("Mobilità sostenibile", "/argomenti/mobilita-sostenibile/"),
    Link("Gestione rifiuti", "/argomenti/gestione-rifiuti/"),
)

ATTACHMENTS = (Attachment("Elenco delle vie interessate", "/documenti/vie.pdf", kind="PDF", size=184_320),)
