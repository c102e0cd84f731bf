"""Papers in, extractions out: a spaCy pipeline of registered components, each usable on its own."""
