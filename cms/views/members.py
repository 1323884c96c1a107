"""The screens that make a site: a new member's, and a change of what its site is called or where it answers."""

from __future__ import annotations

from cms.actions.host_member import follow_member, host_member
from federation.actions.subscribe import subscribe_to_all
from federation.models import Member, Mode
from federation.views.staff.members import MemberEditView, MemberViewSet
from federation.views.staff.screens import NewView

FOLLOWED = {"name", "kind", "hostname"}


class NewMemberView(NewView):
    """The whole site comes with the member, in the same commit."""

    def save_instance(self) -> Member:
        member: Member = super().save_instance()
        host_member(member)
        subscribe_to_all(member, mode=Mode(self.form.cleaned_data["mode"] or Mode.AUTOMATIC))
        return member


class HostedMemberEditView(MemberEditView):
    def save_instance(self) -> Member:
        member: Member = super().save_instance()
        if FOLLOWED & set(self.form.changed_data):
            make_follow = host_member if member.hostname and member.site is None else follow_member
            make_follow(member)
        return member


class HostedMemberViewSet(MemberViewSet):
    add_view_class = NewMemberView
    edit_view_class = HostedMemberEditView
