"""Sample props of every page template, by the template's name without its folder."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from themes.props import (
    ErrorProps,
    EventProps,
    GoneProps,
    HomeProps,
    LandingProps,
    Layout,
    Link,
    ListingProps,
    MailboxProps,
    MailMessage,
    NewsProps,
    Provenance,
    SearchProps,
    SectionCard,
    TextProps,
    paginate,
)
from themes.samples.directory import sample_directory
from themes.samples.items import ATTACHMENTS, EVENTS, LONG_TITLE, NEWS, NOTICES, PICTURE, TOPICS
from themes.samples.layout import FOOTER, SITE_NAME, sample_layout, trail

NOVITA = Link("Novità", "/novita/")
AVVISI = Link("Avvisi", "/novita/avvisi/")
EVENTI = Link("Eventi", "/vivere-il-comune/eventi/")
BODY = SafeString(
    "<p>Il testo dell'avviso, con un <a href='/novita/'>collegamento</a>.</p><h2>Le vie interessate</h2>"
    "<ul><li>Via Roma</li><li>Via Garibaldi</li></ul><blockquote><p>Una citazione.</p></blockquote>"
)


@dataclass(frozen=True, slots=True)
class PageSample:
    """What a page template takes: `layout` and `page`."""

    layout: Layout
    page: object


def home_page() -> PageSample:
    page = HomeProps(
        SITE_NAME,
        featured=NEWS[0],
        news=NEWS,
        all_news=Link("Tutte le novità", "/novita/"),
        events=EVENTS,
        all_events=Link("Tutti gli eventi", EVENTI.url),
        notices=NOTICES,
        notices_title="Da Consorzio.IT",
        topics=TOPICS,
        all_topics=Link("Mostra tutti", "/argomenti/"),
        help_links=FOOTER.help_links[3:],
    )
    return PageSample(sample_layout(SITE_NAME), page)


def home_page_empty() -> PageSample:
    return PageSample(sample_layout(SITE_NAME, palette="bordeaux"), HomeProps(SITE_NAME))


def landing_page() -> PageSample:
    sections = tuple(
        SectionCard(title, f"/novita/{title.lower()}/", f"Tutti i contenuti di {title}.", "news-category-link")
        for title in ("Notizie", "Comunicati", "Avvisi")
    )
    page = LandingProps("Novità", intro="Notizie, comunicati e avvisi.", sections=sections, latest=NEWS)
    return PageSample(sample_layout("Novità", breadcrumb=trail(Link("Novità", "/novita/", current=True))), page)


def section_page() -> PageSample:
    pagination = paginate(4, count=27, address=lambda number: f"?pagina={number}" if number > 1 else "./")
    page = ListingProps("Avvisi", intro="Scadenze e interruzioni.", cards=NEWS * 3, total=241, pagination=pagination)
    breadcrumb = trail(NOVITA, Link("Avvisi", AVVISI.url, current=True))
    return PageSample(sample_layout("Avvisi", breadcrumb=breadcrumb, palette="rosso"), page)


def section_page_empty() -> PageSample:
    page = ListingProps("Avvisi", empty_text="Al momento non ci sono avvisi.")
    return PageSample(sample_layout("Avvisi", palette="notte"), page)


def search_page() -> PageSample:
    pagination = paginate(
        2, count=3, address=lambda number: "?q=biblioteca" + (f"&pagina={number}" if number > 1 else "")
    )
    page = SearchProps("Ricerca: biblioteca", text="biblioteca", cards=NEWS, total=27, pagination=pagination)
    return PageSample(sample_layout("Ricerca: biblioteca", breadcrumb=trail(Link("Ricerca", "", current=True))), page)


def search_page_degraded() -> PageSample:
    page = SearchProps(
        "Ricerca: pagare la tari", text="pagare la tari", cards=NEWS[:1], total=1, any_word=True, degraded=True
    )
    return PageSample(sample_layout(page.title, palette="rosso"), page)


def search_page_without_results() -> PageSample:
    page = SearchProps("Ricerca: “dirigibile”", text='"dirigibile" & <b>')
    return PageSample(sample_layout(page.title, palette="notte"), page)


def search_page_without_question() -> PageSample:
    return PageSample(sample_layout("Ricerca", palette="bosco"), SearchProps("Ricerca"))


def news_page() -> PageSample:
    page = NewsProps(
        LONG_TITLE,
        body=BODY,
        owner_name="Consorzio.IT",
        owner_url="https://consorzio.example.org/",
        published_on=date(2026, 2, 27),
        updated_on=date(2026, 3, 4),
        summary="Le vie interessate e le modifiche alla viabilità.",
        kind_label="Avviso",
        local_note=SafeString("<p>A Vidolasco i lavori cominciano il 10 marzo.</p>"),
        picture=PICTURE,
        attachments=ATTACHMENTS,
        topics=TOPICS,
        provenance=Provenance("Consorzio.IT", canonical_url="https://consorzio.example.org/avvisi/1/", adapted=True),
    )
    breadcrumb = trail(NOVITA, AVVISI, Link(LONG_TITLE, "/novita/avvisi/proroga/", current=True))
    return PageSample(sample_layout(LONG_TITLE, breadcrumb=breadcrumb, palette="verde"), page)


def event_page() -> PageSample:
    page = EventProps(
        "Concerto d'estate",
        dates=EVENTS[0].dates,
        body=BODY,
        owner_name="Comune di Offanengo",
        summary="Venti musicisti sul palco.",
        kind_label="Evento culturale",
        place="Piazza del Comune",
        address="Piazza del Comune 1, 26010 Casale Cremasco-Vidolasco (CR)",
        cost="Gratuito",
        organiser="Pro loco",
        contacts=SafeString("<p>Biblioteca, 0373 000000</p>"),
        updated_on=date(2026, 6, 1),
        attachments=ATTACHMENTS,
        topics=TOPICS,
    )
    breadcrumb = trail(EVENTI, Link("Concerto d'estate", "/vivere-il-comune/eventi/concerto/", current=True))
    return PageSample(sample_layout("Concerto d'estate", breadcrumb=breadcrumb, palette="viola"), page)


def text_page() -> PageSample:
    return PageSample(
        sample_layout("Note legali", palette="bosco"),
        TextProps("Note legali", body=BODY, intro="Come si può usare questo sito."),
    )


def gone() -> PageSample:
    page = GoneProps(
        "Bando per i voucher sportivi",
        explanation="Il bando è chiuso e le graduatorie sono state pubblicate.",
        withdrawn_on=date(2026, 3, 4),
        owner_name="Consorzio.IT",
        redirect=Link("Graduatorie dei voucher sportivi", "/novita/notizie/graduatorie/"),
        section=AVVISI,
    )
    return PageSample(sample_layout("Contenuto ritirato"), page)


def error() -> PageSample:
    page = ErrorProps(
        404, "Pagina non trovata", "L'indirizzo può essere cambiato o scritto male.", (Link("Home", "/"),)
    )
    return PageSample(sample_layout("Pagina non trovata"), page)


def error_unknown_host() -> PageSample:
    page = ErrorProps(421, "Nessun sito a questo indirizzo", "Controlla di aver scritto bene il nome del Comune.")
    return PageSample(Layout("Nessun sito", "Siti dei Comuni"), page)


def directory() -> PageSample:
    return PageSample(Layout("I siti dei Comuni", "Dimostrazione", noindex=True), sample_directory())


def mailbox() -> PageSample:
    message = MailMessage(
        "Una nuova password",
        sender="noreply@esempio.it",
        recipients="redazione@comune.esempio.it",
        text="Apri questo indirizzo:\nhttp://admin.localhost:8000/admin/password_reset/confirm/un-indirizzo-molto-lungo/",
    )
    return PageSample(Layout("Posta", "Dimostrazione", noindex=True), MailboxProps("Posta", "Da leggere.", (message,)))


def mailbox_empty() -> PageSample:
    return PageSample(Layout("Posta", "Dimostrazione", noindex=True), MailboxProps("Posta", "Da leggere."))


#: (template, sample) by the name under which the gallery shows them.
PAGES: dict[str, tuple[str, Callable[[], PageSample]]] = {
    "home_page": ("pages/home_page.html", home_page),
    "home_page_empty": ("pages/home_page.html", home_page_empty),
    "landing_page": ("pages/landing_page.html", landing_page),
    "section_page": ("pages/section_page.html", section_page),
    "section_page_empty": ("pages/section_page.html", section_page_empty),
    "search_page": ("pages/search_page.html", search_page),
    "search_page_degraded": ("pages/search_page.html", search_page_degraded),
    "search_page_without_results": ("pages/search_page.html", search_page_without_results),
    "search_page_without_question": ("pages/search_page.html", search_page_without_question),
    "news_page": ("pages/news_page.html", news_page),
    "event_page": ("pages/event_page.html", event_page),
    "text_page": ("pages/text_page.html", text_page),
    "gone": ("pages/gone.html", gone),
    "error": ("pages/error.html", error),
    "error_unknown_host": ("pages/error.html", error_unknown_host),
    "directory": ("pages/directory.html", directory),
    "mailbox": ("pages/mailbox.html", mailbox),
    "mailbox_empty": ("pages/mailbox.html", mailbox_empty),
}
