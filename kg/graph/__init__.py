"""From linked papers to an RDF dataset on disk: naming, triples, the store, validation and export."""
