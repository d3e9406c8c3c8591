// Take out findings that no longer hold, and their groups.
// $limit: integer
MATCH (f:Finding {community: $community, current: false})
OPTIONAL MATCH (c:Cluster|Community)-[:OF]->(f)
WITH f, c LIMIT $limit
DETACH DELETE c, f
RETURN count(*) AS deleted
