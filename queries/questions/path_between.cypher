// Path between two people
// One of the shortest ways from somebody to somebody else along replies, mentions and quotes, whatever their direction.
// $one: person – id or handle
// $other: person – id or handle
// -> step: 0 is the first person
// -> person: id
// -> handle: name on the platform
// -> role: relation to the condition
MATCH (a:Person {community: $community, id: $one})
MATCH (b:Person {community: $community, id: $other})
WHERE a <> b
MATCH path = shortestPath((a)-[:REPLIED_TO|MENTIONED|QUOTED*..20]-(b))
UNWIND range(0, length(path)) AS step
WITH step, nodes(path)[step] AS p
RETURN step, p.id AS person, p.handle AS handle, p.role AS role
ORDER BY step
