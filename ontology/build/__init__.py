"""Builds the generated vocabulary files from catalogues: `python -m ontology.build CATALOGS [NAME…] [--check]`."""
