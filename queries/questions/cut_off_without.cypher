// Whom a helper's leaving would cut off
// People whom nobody but this person ever answered.
// $person: person – id or handle
// -> person: id of who would be cut off
// -> handle: name on the platform
// -> role: relation to the condition
// -> stage: where they stood at their last post
// -> answers: replies they got from this person
// -> last: the last of these
MATCH (p:Person {community: $community, id: $person})-[r:REPLIED_TO]->(q:Person)
WHERE NOT EXISTS {
  MATCH (o:Person)-[:REPLIED_TO]->(q)
  WHERE o <> p
}
RETURN q.id AS person, q.handle AS handle, q.role AS role, q.stage AS stage, r.count AS answers, r.last AS last
ORDER BY answers DESC, person
