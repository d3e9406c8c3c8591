// Every community in the database, and what was pushed into it.
MATCH (c:Corpus)
WITH c, properties(c) AS all
RETURN c.community AS community, c.people AS people, c.posts AS posts, c.ties AS ties, c.run AS run,
       all.codebook AS codebook, all.since AS since, all.until AS until, c.graphtool AS graphtool, c.complete AS complete
ORDER BY community
