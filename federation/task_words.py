"""What the report calls tasks, pages and errors. Arguments and messages are left out: they may hold secrets."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from federation.models import Member, Placement, StoredTask
from federation.refusal import ActionRefused

LABELS = {
    "wagtail.tasks.update_reference_index_task": gettext_lazy("Rimandi tra i contenuti"),
    "wagtail.tasks.delete_file_from_storage_task": gettext_lazy("Eliminazione di un file"),
    "wagtail.images.tasks.set_image_focal_point_task": gettext_lazy("Punto focale di un’immagine"),
    "modelsearch.tasks.insert_or_update_object_task": gettext_lazy("Ricerca dell’amministrazione"),
}
NO_ANSWER = gettext_lazy("Un servizio esterno non rispondeva.")
NO_DATABASE = gettext_lazy("La base dati era occupata o non rispondeva.")
UNKNOWN = gettext_lazy("Questa versione del programma non conosce il lavoro.")
NOT_ALL = gettext_lazy("Non è riuscito tutto.")
EXPLANATIONS = {
    "": gettext_lazy("Il processo che lo eseguiva si è fermato."),
    "DutyFailed": NOT_ALL,
    **dict.fromkeys(("OperationalError", "InterfaceError"), NO_DATABASE),
    **dict.fromkeys(("ImportError", "ModuleNotFoundError", "SuspiciousOperation"), UNKNOWN),
    **dict.fromkeys(
        (
            "ConnectionError", "ConnectionRefusedError", "ConnectionResetError", "ConnectionTimeout", "TimeoutError",
            "ReadTimeout", "URLError", "OSError", "EngineUnavailable", "EndpointConnectionError", "StorageAway",
            "gaierror", "SMTPException", "SMTPConnectError", "SMTPServerDisconnected",
        ),
        NO_ANSWER,
    ),
}  # fmt: skip


def task_label(task_path: str) -> str:
    """What the task is called, also when this version of the program does not know it any more."""
    if task_path in LABELS:
        return str(LABELS[task_path])
    try:
        label = getattr(import_string(task_path), "label", "")
    except ImportError:
        label = ""
    return str(label) or task_path.rpartition(".")[2]


def subject_of(task: StoredTask) -> str:
    """«Notizia 12», where the arguments name a row as Wagtail's do; otherwise nothing."""
    args: Any = task.args_kwargs.get("args") if isinstance(task.args_kwargs, dict) else None
    match args:
        case [str(app_label), str(model_name), str() | int() as pk]:
            try:
                return f"{apps.get_model(app_label, model_name)._meta.verbose_name} {pk}"
            except LookupError:
                return ""
    return ""


def explain_error(class_path: str) -> str:
    """One sentence by the class of the error alone; empty stands for a process that died."""
    name = class_path.rpartition(".")[2]
    return str(EXPLANATIONS.get(name) or _("Errore del programma: %(name)s.") % {"name": name})


def reason_of(error: Exception) -> str:
    """What refuses in words of its own says why; of any other error its class is told, because it may hold secrets."""
    match error:
        case ActionRefused():
            return str(error)
        case ValidationError():
            fields = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
            return " ".join(_of_field(name, messages) for name, messages in fields.items())
    return explain_error(type(error).__qualname__)


def page_in_words(page_id: int) -> str:
    """«Fibra» (pagina 12, Crema), by its draft's title, which is what its editors know."""
    page = Page.objects.filter(pk=page_id).first()
    member = Member.objects.owning(page) if page is not None else None
    number = _("pagina %(id)s") % {"id": page_id}
    title = f"«{page.draft_title or page.title}» " if page is not None else ""
    return f"{title}({number}, {member})" if member is not None else f"{title}({number})"


def placement_in_words(placement_id: int) -> str:
    """«Fibra» (pubblicazione 7 sul sito di Crema)."""
    placement = Placement.objects.select_related("member").get(pk=placement_id)
    words = {"title": placement.title_shown, "id": placement_id, "member": placement.member}
    return _("«%(title)s» (pubblicazione %(id)s sul sito di %(member)s)") % words


def _of_field(name: str, messages: list[str]) -> str:
    said = " ".join(messages)
    return said if name in ("", NON_FIELD_ERRORS) else f"{name}: {said}"
