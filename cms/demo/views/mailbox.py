"""The mailbox: every e-mail that the demonstration would have sent."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cms.demo.mailbox import read_mailbox
from themes.props import Layout, MailboxProps


def mailbox(request: HttpRequest) -> HttpResponse:
    props = MailboxProps(
        title=_("Posta della dimostrazione"),
        intro=_("Da qui non parte nessun messaggio: quelli che partirebbero si leggono in questa pagina."),
        messages=read_mailbox(settings.MAILBOX_DIR),
    )
    layout = Layout(title=props.title, site_name=_("Dimostrazione"), noindex=True)
    return render(request, "pages/mailbox.html", {"layout": layout, "page": props})
