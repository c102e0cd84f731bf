"""How names become things: what a paper says of a name, which names are one, how that is called; `kg.link` uses it."""
