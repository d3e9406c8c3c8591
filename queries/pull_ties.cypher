// Every tie of a community; moments in microseconds.
MATCH (a:Person {community: $community})-[r:REPLIED_TO|MENTIONED|QUOTED]->(b:Person)
WHERE a.id IS NOT NULL
RETURN a.id AS source, b.id AS target, type(r) AS type, r {.*, first: null, last: null} AS properties,
       r.first.epochSeconds * 1000000 + r.first.microsecond AS first_us,
       r.last.epochSeconds * 1000000 + r.last.microsecond AS last_us
