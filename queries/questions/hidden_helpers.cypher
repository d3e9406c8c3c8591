// Hidden helpers
// Who gives much help and gets little attention: in the first tenth by help, not in the first tenth by attention.
// $limit: integer = 20 – how many people
// -> rank: place among the helpers
// -> person: id
// -> handle: name on the platform
// -> role: relation to the condition
// -> people_helped: people answered in threads these had opened
// -> attention_rank: place by attention
MATCH (f:Finding {community: $community, kind: 'helpers', current: true})<-[r:RANKED]-(p:Person)
WHERE r.hidden
RETURN r.rank AS rank, p.id AS person, p.handle AS handle, p.role AS role, r.people_helped AS people_helped,
       r.attention_rank AS attention_rank
ORDER BY rank
LIMIT $limit
