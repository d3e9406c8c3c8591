// Everybody of a community with all that is known of them; moments in microseconds.
MATCH (p:Person {community: $community})
WHERE p.id IS NOT NULL
RETURN p.id AS person, p {.*, first: null, last: null} AS properties,
       p.first.epochSeconds * 1000000 + p.first.microsecond AS first_us,
       p.last.epochSeconds * 1000000 + p.last.microsecond AS last_us
ORDER BY person
