// Top helpers
// Who helps many different people and is thanked by many, by the ranking that holds.
// $limit: integer = 20 – how many people
// -> rank: place in the ranking
// -> person: id
// -> handle: name on the platform
// -> role: relation to the condition
// -> score: of the ranking
// -> people_helped: people answered in threads these had opened
// -> thankers: people who thanked them
// -> last_helped: when they last answered somebody so
MATCH (f:Finding {community: $community, kind: 'helpers', current: true})<-[r:RANKED]-(p:Person)
RETURN r.rank AS rank, p.id AS person, p.handle AS handle, p.role AS role, r.score AS score,
       r.people_helped AS people_helped, r.thankers AS thankers, r.last_helped AS last_helped
ORDER BY rank
LIMIT $limit
