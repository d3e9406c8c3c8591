// Whom the posts of a community address.
MATCH (p:Post {community: $community})-[r:ADDRESSES]->(b:Person)
WHERE p.id IS NOT NULL
RETURN p.id AS post, r.kind AS kind, b.id AS target, properties(r).to_post AS to_post, r.to_opener AS to_opener
ORDER BY post, kind, target
