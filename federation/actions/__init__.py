"""Every write of the federation, one use case a file, called alike by the admin, the API, commands and tasks."""
