"""«Ritira»: takes an item off every site and tells citizens why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.models import Page

from federation.actions.withdraw import withdraw
from federation.models import Placement
from federation.refusal import ActionRefused
from federation.views.acting import ScreenMixin


class WithdrawForm(forms.Form):
    explanation = forms.CharField(
        label=gettext_lazy("Perché lo ritiri"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Lo legge chi apre il vecchio indirizzo, su tutti i siti."),
    )
    redirect = forms.URLField(
        label=gettext_lazy("Pagina che lo sostituisce"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("L’indirizzo completo, se c’è."),
    )


class WithdrawView(ScreenMixin, View):
    """Asks first, and says on how many sites it is shown."""

    template_name = "federation/withdraw.html"
    page_title = gettext_lazy("Ritira")
    header_icon = "cross"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.page = get_object_or_404(Page, pk=kwargs["page_id"])
        if not self.page.permissions_for_user(request.user).can_unpublish():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        return self._show(WithdrawForm())

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        form = WithdrawForm(request.POST)
        if not form.is_valid():
            return self._show(form)
        try:
            withdraw(page_id, **form.cleaned_data, user=request.user)  # type: ignore[arg-type]
        except ActionRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Ritirato da tutti i siti."))
        return redirect("wagtailadmin_explore", self.page.get_parent().pk)

    def _show(self, form: WithdrawForm) -> HttpResponse:
        shown = Placement.objects.shown().filter(item__page_id=self.page.pk).count()
        response: HttpResponse = self.render_to_response(self.get_context_data(page=self.page, form=form, shown=shown))
        return response
