// Make or change people, and the stages they stood in; moments come in microseconds.
// $rows: list of {id, properties, stages: list of {stage, properties}}
UNWIND $rows AS row
WITH row, row.properties AS all
MERGE (p:Person {community: $community, id: row.id})
SET p = all {
  .*,
  first: CASE WHEN all.first IS NOT NULL THEN datetime.fromEpoch(all.first / 1000000, all.first % 1000000 * 1000) END,
  last: CASE WHEN all.last IS NOT NULL THEN datetime.fromEpoch(all.last / 1000000, all.last % 1000000 * 1000) END
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
    from: CASE WHEN all.from IS NOT NULL THEN datetime.fromEpoch(all.from / 1000000, all.from % 1000000 * 1000) END,
    to: CASE WHEN all.to IS NOT NULL THEN datetime.fromEpoch(all.to / 1000000, all.to % 1000000 * 1000) END
  }
}
