// Every tie of a community with the hash of what was sent of it.
// $community: text
MATCH (a:Person {community: $community})-[r:REPLIED_TO|MENTIONED|QUOTED]->(b:Person)
RETURN a.id AS source, type(r) AS type, b.id AS target, r.hash AS hash
