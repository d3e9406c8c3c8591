// Strongest ties both ways
// Pairs of people who reply to each other; the smaller of the two counts tells.
// $limit: integer = 20 – how many pairs
// -> one: id
// -> other: id
// -> one_handle: name on the platform
// -> other_handle: name on the platform
// -> exchanges: the smaller of the two counts of replies
MATCH (a:Person {community: $community})-[there:REPLIED_TO]->(b:Person)-[back:REPLIED_TO]->(a)
WHERE a.id < b.id
RETURN a.id AS one, b.id AS other, a.handle AS one_handle, b.handle AS other_handle,
       CASE WHEN there.count < back.count THEN there.count ELSE back.count END AS exchanges
ORDER BY exchanges DESC, one, other
LIMIT $limit
