// Make or change people, and the stages they stood in; moments come in microseconds.
// $rows: list of {id, properties, stages: list of {stage, properties}}
UNWIND $rows AS row
WITH row, row.properties AS all
MERGE (p:Person {community: $community, id: row.id})
SET p = all {
  .*,
  first: CASE WHEN all.first IS NOT NULL THEN datetime.fromEpoch(0, 0) + duration({microseconds: all.first}) END,
  last: CASE WHEN all.last IS NOT NULL THEN datetime.fromEpoch(0, 0) + duration({microseconds: all.last}) END
}
WITH p, row
CALL (p) {
  MATCH (p)-[old:IN_STAGE]->(:Stage)
  DELETE old
}
CALL (p, row) {
  UNWIND row.stages AS each
  MATCH (s:Stage {community: $community, name: each.stage})
  WITH p, s, each.properties AS all
  CREATE (p)-[stood:IN_STAGE]->(s)
  SET stood = all {
    .*,
    from: CASE WHEN all.from IS NOT NULL THEN datetime.fromEpoch(0, 0) + duration({microseconds: all.from}) END,
    to: CASE WHEN all.to IS NOT NULL THEN datetime.fromEpoch(0, 0) + duration({microseconds: all.to}) END
  }
}
