// Communities of the network
// Groups of people who write to each other more than to others, by size.
// $limit: integer = 20 – how many communities
// -> number: 1 is the largest
// -> size: people
// -> patients: those who are patients
// -> caregivers: those who are caregivers
// -> helpers: people in it who are on the list of helpers
MATCH (f:Finding {community: $community, kind: 'communities', current: true})<-[:OF]-(c:Community)
WHERE c.number <= $limit
MATCH (p:Person)-[:IN_COMMUNITY]->(c)
WITH c, p, EXISTS { (p)-[:RANKED]->(:Finding {kind: 'helpers', current: true}) } AS helps
RETURN c.number AS number, c.size AS size, sum(CASE p.role WHEN 'patient' THEN 1 ELSE 0 END) AS patients,
       sum(CASE p.role WHEN 'caregiver' THEN 1 ELSE 0 END) AS caregivers, sum(CASE WHEN helps THEN 1 ELSE 0 END) AS helpers
ORDER BY number
