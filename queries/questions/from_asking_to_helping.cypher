// Who moved from asking to helping
// In the first half of their time more posts ask than help (inform or encourage), in the second half more help than ask.
// $least: integer = 3 – helping posts in the second half that somebody must have
// $limit: integer = 50 – how many people
// -> person: id
// -> handle: name on the platform
// -> role: relation to the condition
// -> asked_first: posts of the first half that ask
// -> helped_first: posts of the first half that help
// -> asked_then: posts of the second half that ask
// -> helped_then: posts of the second half that help
MATCH (p:Person {community: $community})-[:WROTE]->(x:Post)
WHERE NOT x.is_repost
WITH p, 'asks' IN x.acts AS asks, 'informs' IN x.acts OR 'encourages' IN x.acts AS helps,
     2 * x.at.epochSeconds > p.first.epochSeconds + p.last.epochSeconds AS later
WITH p, sum(CASE WHEN asks AND NOT later THEN 1 ELSE 0 END) AS asked_first,
     sum(CASE WHEN helps AND NOT later THEN 1 ELSE 0 END) AS helped_first,
     sum(CASE WHEN asks AND later THEN 1 ELSE 0 END) AS asked_then,
     sum(CASE WHEN helps AND later THEN 1 ELSE 0 END) AS helped_then
WHERE asked_first > helped_first AND helped_then > asked_then AND helped_then >= $least
RETURN p.id AS person, p.handle AS handle, p.role AS role, asked_first, helped_first, asked_then, helped_then
ORDER BY helped_then DESC, person
LIMIT $limit
