// Everybody of a community with the hash of what was sent of them.
// $community: text
MATCH (p:Person {community: $community})
RETURN p.id AS id, p.hash AS hash
