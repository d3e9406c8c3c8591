// Newcomers nobody answered
// Whose first post opened a thread that nobody else answered, the latest first.
// $limit: integer = 50 – how many people
// -> person: id
// -> handle: name on the platform
// -> role: relation to the condition
// -> stage: where they stood at their last post
// -> post: the opening
// -> at: when it was written
MATCH (p:Person {community: $community})-[:WROTE]->(o:Post {is_opener: true})
WHERE o.at = p.first
  AND NOT EXISTS {
    MATCH (q:Person)-[:WROTE]->(:Post)-[:IN_REPLY_TO]->(o)
    WHERE q <> p
  }
RETURN p.id AS person, p.handle AS handle, p.role AS role, p.stage AS stage, o.id AS post, o.at AS at
ORDER BY at DESC, post
LIMIT $limit
