"""From networkx to one HTML page that opens anywhere: `kg.render.page`."""
