// Newcomers nobody answered
// Who opened threads, wrote nothing else and never got a reply or mention, those with recent questions first.
// $limit: integer = 50 – how many people
// -> rank: place on the list
// -> person: id
// -> handle: name on the platform
// -> role: relation to the condition
// -> stage: where they stood at their last post
// -> openings: threads they opened
// -> asks: those that ask something
// -> last: when they opened the last
// -> post: which that is, where posts were pushed
MATCH (f:Finding {community: $community, kind: 'unanswered', current: true})<-[r:RANKED]-(p:Person)
WITH p, properties(r) AS all
RETURN all.rank AS rank, p.id AS person, p.handle AS handle, p.role AS role, p.stage AS stage, all.openings AS openings,
       all.asks AS asks, all.last AS last,
       head(COLLECT {
         MATCH (p)-[:WROTE]->(o:Post {is_opener: true})
         WHERE o.at = all.last
         RETURN o.id AS id ORDER BY id
       }) AS post
ORDER BY rank
LIMIT $limit
