"""Sample props: what the gallery shows and the tests render. Invented names and texts, never data of real people."""
