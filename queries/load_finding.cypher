// A finding that is on its way: it does not hold yet.
// $id: text; $properties: map
MERGE (f:Finding {community: $community, id: $id})
SET f += $properties, f.current = false
