"""What of django-allauth exists here: its second factor. No sign-up, no other way to a password, no e-mail pages."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path

from federation.signing_in.account import NewPasswordView
from federation.signing_in.invitation import InvitationView
from federation.signing_in.openid_views import go_to_provider, return_from_provider
from federation.signing_in.views import SecondFactorView, SignInView

urlpatterns = [
    path("login/", SignInView.as_view(), name="account_login"),  # in the place of Wagtail's own
    path("accesso/codice/", SecondFactorView.as_view(), name="mfa_authenticate"),
    path("accesso/conferma/", account.reauthenticate, name="account_reauthenticate"),
    path("accesso/conferma/codice/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("accesso/conferma/passkey/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("accesso/con/<slug:key>/", go_to_provider, name="oidc_go"),
    path("accesso/con/<slug:key>/ritorno/", return_from_provider, name="oidc_return"),
    path("invito/<str:key>/", InvitationView.as_view(), name="account_invitation"),
    path(  # in the place of Wagtail's own
        "password_reset/confirm/<uidb64>/<token>/",
        NewPasswordView.as_view(),
        name="wagtailadmin_password_reset_confirm",
    ),
    path("sicurezza/", mfa.index, name="mfa_index"),
    path("sicurezza/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("sicurezza/app/togli/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("sicurezza/codici/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("sicurezza/codici/nuovi/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("sicurezza/passkey/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("sicurezza/passkey/aggiungi/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("sicurezza/passkey/<int:pk>/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("sicurezza/passkey/<int:pk>/togli/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
]
