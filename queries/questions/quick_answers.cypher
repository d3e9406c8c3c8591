// Who answers within a day
// Who answers openings soon, direct replies to the openings of others counted.
// $hours: integer = 24 – what soon is
// $least: integer = 5 – answers that somebody must have given
// $limit: integer = 20 – how many people
// -> person: id
// -> handle: name on the platform
// -> role: relation to the condition
// -> answers: direct replies to openings of others
// -> soon: those within the hours
// -> share: of the answers that came so soon
MATCH (q:Person {community: $community})-[:WROTE]->(o:Post {is_opener: true})<-[:IN_REPLY_TO]-(a:Post)<-[:WROTE]-(p:Person)
WHERE p <> q
WITH p, count(a) AS answers,
     sum(CASE WHEN a.at.epochSeconds - o.at.epochSeconds <= $hours * 3600 THEN 1 ELSE 0 END) AS soon
WHERE answers >= $least
RETURN p.id AS person, p.handle AS handle, p.role AS role, answers, soon, toFloat(soon) / answers AS share
ORDER BY soon DESC, person
LIMIT $limit
