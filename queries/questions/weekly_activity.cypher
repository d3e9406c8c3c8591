// Weekly activity by role
// How many posts people of each role wrote each week, Monday to Sunday in UTC, reposts left out.
// -> week: its Monday
// -> role: of those who wrote
// -> posts: what they wrote
// -> people: how many wrote
MATCH (p:Person {community: $community})-[:WROTE]->(x:Post)
WHERE NOT x.is_repost
RETURN toString(date.truncate('week', x.at)) AS week, p.role AS role, count(x) AS posts, count(DISTINCT p) AS people
ORDER BY week, role
