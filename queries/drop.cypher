// Take out a community whose links are gone, so many things at a time.
// $limit: integer
MATCH (n:Person|Post|Stage|Finding|Cluster|Community|Corpus {community: $community})
WITH n LIMIT $limit
DETACH DELETE n
RETURN count(*) AS deleted
