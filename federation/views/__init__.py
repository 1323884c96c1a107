"""What editors see of the federation in the admin: what arrives, the catalogue, the channels, withdrawal."""
