// Helpers whose leaving would cut off most
// How many people only this one person ever answered.
// $limit: integer = 20 – how many people
// -> person: id
// -> handle: name on the platform
// -> role: relation to the condition
// -> cut_off: people nobody else answered
// -> answered: people they answered
MATCH (p:Person {community: $community})-[:REPLIED_TO]->(q:Person)
WITH p, q, COUNT { (q)<-[:REPLIED_TO]-(:Person) } AS answerers
WITH p, sum(CASE WHEN answerers = 1 THEN 1 ELSE 0 END) AS cut_off, count(q) AS answered
WHERE cut_off > 0
RETURN p.id AS person, p.handle AS handle, p.role AS role, cut_off, answered
ORDER BY cut_off DESC, person
LIMIT $limit
