// Every post of a community with the hash of what was sent of it; none before its links are there.
MATCH (p:Post {community: $community})
WHERE p.id IS NOT NULL
RETURN p.id AS id, p.hash AS hash
