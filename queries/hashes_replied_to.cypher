// Every tie of kind REPLIED_TO in a community with the hash of what was sent of it.
MATCH (a:Person {community: $community})-[r:REPLIED_TO]->(b:Person)
WHERE a.id IS NOT NULL
RETURN a.id AS source, b.id AS target, r.hash AS hash
