"""The tables of the federation, one file each; import them from here."""

from federation.models.association import Association
from federation.models.audit_entry import AuditEntry
from federation.models.brand import Brand
from federation.models.channel import AudienceKind, Channel, Obligation
from federation.models.clock import Clock, MemberVersion
from federation.models.duty_run import DutyRun
from federation.models.external_identity import ExternalIdentity
from federation.models.file_use import FileUse, RenditionSet
from federation.models.former_address import FormerAddress
from federation.models.host_alias import HostAlias
from federation.models.inbox_entry import InboxEntry
from federation.models.invitation import Invitation
from federation.models.item import Item
from federation.models.media import MemberDocument, MemberImage, MemberRendition
from federation.models.member import Member
from federation.models.member_role import MemberRole
from federation.models.placement import Decision, Placement, Reason
from federation.models.reader_cursor import ReaderCursor
from federation.models.stored_task import StoredTask
from federation.models.subscription import Mode, Subscription
from federation.models.suspended_role import SuspendedRole
from federation.models.user import User

__all__ = [
    "Association",
    "AudienceKind",
    "AuditEntry",
    "Brand",
    "Channel",
    "Clock",
    "Decision",
    "DutyRun",
    "ExternalIdentity",
    "FileUse",
    "FormerAddress",
    "HostAlias",
    "InboxEntry",
    "Invitation",
    "Item",
    "Member",
    "MemberDocument",
    "MemberImage",
    "MemberRendition",
    "MemberRole",
    "MemberVersion",
    "Mode",
    "Obligation",
    "Placement",
    "ReaderCursor",
    "Reason",
    "RenditionSet",
    "StoredTask",
    "Subscription",
    "SuspendedRole",
    "User",
]
