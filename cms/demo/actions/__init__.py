"""What fills the demonstration, one file each; every step can be repeated and continued."""
