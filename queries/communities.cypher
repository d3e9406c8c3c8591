// Every community in the database, and what was pushed into it.
MATCH (c:Corpus)
RETURN c.community AS community, c.people AS people, c.posts AS posts, c.ties AS ties, c.run AS run,
       c.codebook AS codebook, c.since AS since, c.until AS until, c.graphtool AS graphtool, c.complete AS complete
ORDER BY community
