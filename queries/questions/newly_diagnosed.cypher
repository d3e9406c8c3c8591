// The newly diagnosed, and how many answer them
// People who stood in the first year after a diagnosis at their last post, those with the fewest answerers first.
// $limit: integer = 50 – how many people
// -> person: id
// -> handle: name on the platform
// -> role: patient, or caregiver of one
// -> posts: how much they wrote
// -> answerers: different people who replied to them
// -> last: their last post
MATCH (p:Person {community: $community, stage: 'newly_diagnosed'})
OPTIONAL MATCH (q:Person)-[:REPLIED_TO]->(p)
RETURN p.id AS person, p.handle AS handle, p.role AS role, p.posts AS posts, count(q) AS answerers, p.last AS last
ORDER BY answerers, last DESC, person
LIMIT $limit
