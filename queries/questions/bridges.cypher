// Bridges between caregivers and patients
// Who talks with both: the smaller of the two numbers of people comes first.
// $limit: integer = 20 – how many people
// -> person: id
// -> handle: name on the platform
// -> role: relation to the condition
// -> caregivers: caregivers they write to or hear from
// -> patients: patients they write to or hear from
MATCH (p:Person {community: $community})-[:REPLIED_TO|MENTIONED|QUOTED]-(q:Person)
WHERE q.role IN ['caregiver', 'patient']
WITH p, count(DISTINCT CASE q.role WHEN 'caregiver' THEN q END) AS caregivers,
     count(DISTINCT CASE q.role WHEN 'patient' THEN q END) AS patients
WHERE caregivers > 0 AND patients > 0
RETURN p.id AS person, p.handle AS handle, p.role AS role, caregivers, patients
ORDER BY CASE WHEN caregivers < patients THEN caregivers ELSE patients END DESC, caregivers + patients DESC, person
LIMIT $limit
