// How many people of a community are there.
// $community: text
MATCH (p:Person {community: $community})
RETURN count(p) AS people
