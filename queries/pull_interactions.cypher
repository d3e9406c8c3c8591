// Who addressed whom in a community, and when: one row an interaction; moments in microseconds.
MATCH (a:Person {community: $community})-[:WROTE]->(p:Post)-[r:ADDRESSES]->(b:Person)
WHERE a.id IS NOT NULL
RETURN a.id AS source, b.id AS target, r.kind AS kind, p.at.epochSeconds * 1000000 + p.at.microsecond AS created_us
ORDER BY source, target, kind, created_us
