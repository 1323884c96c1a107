"""The page that stands where something was withdrawn; it reads the placement only, because the page may be gone."""

from __future__ import annotations

from django.utils.translation import gettext as _

from federation.models import Decision, Placement, Reason
from themes.props import GoneProps, Link


def gone_props(placement: Placement) -> GoneProps:
    section = placement.section
    section_path = (placement.path or "/").removesuffix(f"{placement.slug}/")
    return GoneProps(
        title=placement.title_shown,
        explanation=placement.explanation or _explanation(placement),
        owner_name=placement.item.owner.site_title,
        redirect=Link(_("Vai alla pagina che la sostituisce"), placement.redirect) if placement.redirect else None,
        section=Link(section.title, section_path) if section else None,
    )


def _explanation(placement: Placement) -> str:
    if placement.available and placement.decision == Decision.DECLINED:
        return _("%(member)s ha scelto di non pubblicare più questo contenuto.") % {
            "member": placement.member.site_title
        }
    return {
        Reason.WITHDRAWN: _("Chi l’aveva pubblicato l’ha ritirato."),
        Reason.EXPIRED: _("Il periodo di pubblicazione è terminato."),
        Reason.DELETED: _("Chi l’aveva pubblicato l’ha eliminato."),
        Reason.PRIVATE: _("Questo contenuto non è più pubblico."),
        Reason.MOVED: _("Questo contenuto è passato a un altro ente."),
        Reason.NOT_ADDRESSED: _("Questo contenuto non riguarda più questo ente."),
        Reason.UNSUBSCRIBED: _("Questo sito non segue più l’argomento di cui faceva parte."),
        Reason.MEMBER_LEFT: _("L’ente che l’aveva pubblicato non fa più parte del consorzio."),
    }.get(Reason(placement.reason), _("Il periodo di pubblicazione è terminato."))
