"""What every member's site has from the moment it is created."""
