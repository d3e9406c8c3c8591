// Everybody of a community with the hash of what was sent of them.
MATCH (p:Person {community: $community})
WHERE p.id IS NOT NULL
RETURN p.id AS id, p.hash AS hash
