"""A person who signs in. Own model from the first migration, because Django cannot swap it later."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):  # type: ignore[django-manager-missing]
    """An editor of one or several members; what they may do is data of their groups (`MemberRole`)."""
