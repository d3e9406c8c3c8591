// Every finding of a community, and whether it is the one that holds.
MATCH (f:Finding {community: $community})
RETURN f.id AS id, f.current AS current
ORDER BY id
