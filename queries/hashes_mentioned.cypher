// Every tie of kind MENTIONED in a community with the hash of what was sent of it.
MATCH (a:Person {community: $community})-[r:MENTIONED]->(b:Person)
WHERE a.id IS NOT NULL
RETURN a.id AS source, b.id AS target, r.hash AS hash
