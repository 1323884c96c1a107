"""One URL configuration for each kind of host: members' sites, the admin."""
