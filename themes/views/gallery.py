"""The gallery: every component from its sample, each by itself too, and every page template with sample content."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from themes.props import Layout, Link
from themes.props.gallery import ComponentProps, GalleryItem, GalleryProps
from themes.props.html import NO_HTML
from themes.samples.components import ComponentSample, component_names, component_sample, component_samples
from themes.samples.pages import PAGES


def gallery(request: HttpRequest) -> HttpResponse:
    items = tuple(
        GalleryItem(
            name=sample.name,
            url=reverse("themes:component", args=[sample.name]),
            html=NO_HTML if sample.alone else _render_in_place(sample),
        )
        for sample in component_samples()
    )
    page = GalleryProps(
        title=_("Componenti"),
        intro=_("Gli elementi con cui sono fatte le pagine, con contenuti di esempio."),
        items=items,
        pages=tuple(Link(name, reverse("themes:page", args=[name])) for name in PAGES),
    )
    return render(request, "pages/gallery.html", {"layout": _bare_layout(page.title), "page": page})


def component(request: HttpRequest, name: str) -> HttpResponse:
    """One component, alone in a page."""
    if name not in component_names():
        raise Http404(name)
    html = _render_in_place(component_sample(name))
    page = ComponentProps(name, html, has_title="<h1" in html, has_skip_links="skiplinks" in html)
    return render(request, "pages/component.html", {"layout": _bare_layout(name), "page": page})


def page_template(request: HttpRequest, name: str) -> HttpResponse:
    """One page template with its sample."""
    if name not in PAGES:
        raise Http404(name)
    template, build_sample = PAGES[name]
    sample = build_sample()
    return render(request, template, {"layout": sample.layout, "page": sample.page})


def _render_in_place(sample: ComponentSample) -> SafeString:
    html = sample.render()
    return format_html("<{0}>{1}</{0}>", sample.inside, html) if sample.inside else html


def _bare_layout(title: str) -> Layout:
    return Layout(title, _("Galleria"), noindex=True)
