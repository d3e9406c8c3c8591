// Advocates by reach
// People who advocate, by how many different people wrote to, mentioned or quoted them.
// $limit: integer = 20 – how many people
// -> person: id
// -> handle: name on the platform
// -> role: relation to the condition
// -> reach: different people who wrote to, mentioned or quoted them
// -> received: replies, mentions and quotes they received
// -> posts: how much they wrote
MATCH (p:Person {community: $community})
WHERE 'advocate' IN split(p.behaviour, '|')
OPTIONAL MATCH (q:Person)-[r:REPLIED_TO|MENTIONED|QUOTED]->(p)
RETURN p.id AS person, p.handle AS handle, p.role AS role, count(DISTINCT q) AS reach, sum(r.count) AS received,
       p.posts AS posts
ORDER BY reach DESC, person
LIMIT $limit
