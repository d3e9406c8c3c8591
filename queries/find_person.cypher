// Whom a name can mean: an id, or a handle.
// $called: text
MATCH (p:Person {community: $community})
WHERE p.id = $called OR p.handle = $called
RETURN p.id AS id
ORDER BY id
