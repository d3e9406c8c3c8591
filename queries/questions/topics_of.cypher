// What people of a role talk about
// Topics of posts by people of a role that show an act, reposts left out.
// $role: text = caregiver – patient, caregiver, professional, organisation or unknown
// $act: text = asks – asks, informs, encourages, thanks, vents or challenges
// -> topic: its name in the codebook
// -> posts: how many
// -> people: how many wrote them
MATCH (p:Person {community: $community, role: $role})-[:WROTE]->(x:Post)
WHERE NOT x.is_repost AND $act IN x.acts
UNWIND x.topics AS topic
RETURN topic, count(x) AS posts, count(DISTINCT p) AS people
ORDER BY posts DESC, topic
