// Take out dialogues of findings that no longer hold, so many at a time.
// $limit: integer
MATCH (f:Finding {community: $community, current: true})
WITH collect(f.id) AS current
MATCH (:Person {community: $community})-[d:DIALOGUE]->(:Person)
WHERE NOT d.finding IN current
WITH d LIMIT $limit
DELETE d
RETURN count(*) AS deleted
