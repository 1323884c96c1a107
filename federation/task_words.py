"""What the report calls tasks and errors. Arguments and messages are left out: they may hold secrets."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from federation.models import StoredTask

LABELS = {
    "wagtail.tasks.update_reference_index_task": gettext_lazy("Rimandi tra i contenuti"),
    "wagtail.tasks.delete_file_from_storage_task": gettext_lazy("Eliminazione di un file"),
    "wagtail.images.tasks.set_image_focal_point_task": gettext_lazy("Punto focale di un’immagine"),
    "modelsearch.tasks.insert_or_update_object_task": gettext_lazy("Ricerca dell’amministrazione"),
}
NO_ANSWER = gettext_lazy("Un servizio esterno non rispondeva.")
NO_DATABASE = gettext_lazy("La base dati era occupata o non rispondeva.")
UNKNOWN = gettext_lazy("Questa versione del programma non conosce il lavoro.")
EXPLANATIONS = {
    "": gettext_lazy("Il processo che lo eseguiva si è fermato."),
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
