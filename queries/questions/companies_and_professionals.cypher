// Company accounts and professionals, and who talks to them
// Recognised organisations and professionals, and how many patients and caregivers write to, mention or quote them.
// -> person: id
// -> handle: name on the platform
// -> role: organisation or professional
// -> people: different people who talk to them
// -> patients: those who are patients
// -> caregivers: those who are caregivers
// -> times: replies, mentions and quotes to them
MATCH (p:Person {community: $community})
WHERE p.role IN ['organisation', 'professional']
OPTIONAL MATCH (q:Person)-[r:REPLIED_TO|MENTIONED|QUOTED]->(p)
RETURN p.id AS person, p.handle AS handle, p.role AS role, count(DISTINCT q) AS people,
       count(DISTINCT CASE q.role WHEN 'patient' THEN q END) AS patients,
       count(DISTINCT CASE q.role WHEN 'caregiver' THEN q END) AS caregivers, sum(r.count) AS times
ORDER BY people DESC, person
