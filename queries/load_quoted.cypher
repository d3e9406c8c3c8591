// Make or change ties of kind QUOTED, one a pair; moments come in microseconds.
// $rows: list of {source, target, properties}
UNWIND $rows AS row
WITH row, row.properties AS all
MATCH (a:Person {community: $community, id: row.source})
MATCH (b:Person {community: $community, id: row.target})
MERGE (a)-[r:QUOTED]->(b)
SET r = all {
  .*,
  first: CASE WHEN all.first IS NOT NULL THEN datetime.fromEpoch(0, 0) + duration({microseconds: all.first}) END,
  last: CASE WHEN all.last IS NOT NULL THEN datetime.fromEpoch(0, 0) + duration({microseconds: all.last}) END
}
