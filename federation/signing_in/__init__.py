"""Who is at the keyboard: password, second factor, identity providers; on the admin's host only (docs/adr/0012).

Second factors are django-allauth's, the count of failures is django-axes', OpenID Connect is Authlib's. This package
joins them to the federation's people, and says what is asked of whom.
"""
