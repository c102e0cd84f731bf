"""Questions to the graph: networkx views, answers in words, result tables, counts and SPARQL."""
