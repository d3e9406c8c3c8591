// Ego network
// With whom somebody talks, and how often each way.
// $person: person – id or handle
// $limit: integer = 50 – how many people
// -> person: id of the other
// -> handle: the other's name on the platform
// -> role: the other's relation to the condition
// -> stage: where the other stood at their last post
// -> to_them: replies, mentions and quotes to the other
// -> from_them: replies, mentions and quotes from the other
MATCH (p:Person {community: $community, id: $person})-[r:REPLIED_TO|MENTIONED|QUOTED]-(q:Person)
WITH q, sum(CASE WHEN startNode(r) = p THEN r.count ELSE 0 END) AS to_them,
     sum(CASE WHEN startNode(r) = p THEN 0 ELSE r.count END) AS from_them
RETURN q.id AS person, q.handle AS handle, q.role AS role, q.stage AS stage, to_them, from_them
ORDER BY to_them + from_them DESC, person
LIMIT $limit
