// Take out ranks and memberships of findings that no longer hold, so many at a time.
// $limit: integer
MATCH (f:Finding {community: $community, current: false})
CALL (f) {
  MATCH (:Person)-[r:RANKED]->(f)
  RETURN r
  UNION ALL
  MATCH (f)<-[:OF]-(:Cluster)<-[r:MEMBER_OF]-(:Person)
  RETURN r
  UNION ALL
  MATCH (f)<-[:OF]-(:Community)<-[r:IN_COMMUNITY]-(:Person)
  RETURN r
}
WITH r LIMIT $limit
DELETE r
RETURN count(*) AS deleted
