// Voices of the caregiver clusters
// Whom the members of each group turn to: those who helped most fellow members.
// $limit: integer = 3 – how many people a group
// -> cluster: number of the group
// -> rank: place in the group
// -> person: id
// -> handle: name on the platform
// -> members_helped: fellow members they helped
// -> help_inside: helpful replies inside the group
// -> patients: patients they answered
MATCH (f:Finding {community: $community, kind: 'caregiver_clusters', current: true})<-[:OF]-(c:Cluster)<-[r:MEMBER_OF]-(p:Person)
WHERE r.rank <= $limit
RETURN c.number AS cluster, r.rank AS rank, p.id AS person, p.handle AS handle, r.score AS members_helped,
       r.help_inside AS help_inside, r.patients AS patients
ORDER BY cluster, rank
