"""The frame of a sample site: Casale Cremasco-Vidolasco, whose name is long, without a picture of its crest."""

from themes.props import Breadcrumb, Crest, FeedLink, Layout, Link, LinkGroup, SiteFooter, SiteHeader

SITE_NAME = "Comune di Casale Cremasco-Vidolasco"
CREST = Crest(picture=None, monogram="CCV")

HEADER = SiteHeader(
    site_name=SITE_NAME,
    tagline="Tra il Serio e la campagna",
    crest=CREST,
    region=Link("Regione Lombardia", "https://www.regione.lombardia.it/"),
    login=Link("Accedi all'area personale", "/area-personale/", data_element="personal-area-login"),
    search=Link("Cerca", "/ricerca/"),
    main_menu=(
        Link("Amministrazione", "/amministrazione/", data_element="management"),
        Link("Novità", "/novita/", current=True, data_element="news"),
        Link("Servizi", "/servizi/", data_element="all-services"),
        Link("Vivere il Comune", "/vivere-il-comune/", data_element="live"),
    ),
    secondary_menu=(
        Link("Protezione civile", "/argomenti/protezione-civile/"),
        Link("Gestione rifiuti", "/argomenti/gestione-rifiuti/"),
        Link("Tutti gli argomenti", "/argomenti/", data_element="all-topics"),
    ),
)

FOOTER = SiteFooter(
    site_name=SITE_NAME,
    crest=CREST,
    groups=(
        LinkGroup(
            "Amministrazione",
            (
                Link("Organi di governo", "/amministrazione/organi-di-governo/"),
                Link("Aree amministrative", "/amministrazione/aree-amministrative/"),
                Link("Documenti e dati", "/amministrazione/documenti-e-dati/"),
            ),
            url="/amministrazione/",
        ),
        LinkGroup("Novità", (Link("Notizie", "/novita/notizie/"), Link("Avvisi", "/novita/avvisi/")), url="/novita/"),
        LinkGroup("Vivere il Comune", (Link("Eventi", "/vivere-il-comune/eventi/"),), url="/vivere-il-comune/"),
    ),
    address="Piazza del Comune 1, 26010 Casale Cremasco-Vidolasco (CR)",
    codice_fiscale="00000000000",
    partita_iva="00000000000",
    phone="+39 0373 000000",
    email="comune@example.org",
    pec="protocollo@pec.example.org",
    help_links=(
        Link("Leggi le domande frequenti", "/domande-frequenti/", data_element="faq"),
        Link("Prenotazione appuntamento", "/prenotazione-appuntamento/", data_element="appointment-booking"),
        Link("Segnalazione disservizio", "/segnalazione-disservizio/", data_element="report-inefficiency"),
        Link("Richiesta di assistenza", "/richiesta-di-assistenza/"),
    ),
    legal_links=(
        Link("Amministrazione trasparente", "/amministrazione-trasparente/"),
        Link("Informativa privacy", "https://example.org/privacy/", data_element="privacy-policy-link"),
        Link("Note legali", "/note-legali/", data_element="legal-notes"),
        Link("Dichiarazione di accessibilità", "https://form.agid.gov.it/", data_element="accessibility-link"),
    ),
    bottom_links=(Link("Mappa del sito", "/mappa-del-sito/"),),
)


def sample_layout(title: str, *, breadcrumb: Breadcrumb = (), palette: str = "acqua") -> Layout:
    return Layout(
        title=title,
        site_name=SITE_NAME,
        header=HEADER,
        footer=FOOTER,
        breadcrumb=breadcrumb,
        description="Pagina di esempio.",
        canonical_url="https://comune.example.org/",
        palette=palette,
        noindex=True,
        feeds=(FeedLink("Novità", "/novita/feed.atom"),),
        fictional_notice="Sito dimostrativo: notizie, persone e recapiti sono inventati.",
    )


def trail(*links: Link) -> Breadcrumb:
    return (Link("Home", "/"), *links)
