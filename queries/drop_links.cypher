// Take out what leads from things of a community to others, so many at a time.
// $limit: integer
MATCH (:Person|Post|Cluster|Community {community: $community})-[r]->()
WITH r LIMIT $limit
DELETE r
RETURN count(*) AS deleted
