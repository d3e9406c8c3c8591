// Make or change people, and the stages they stood in.
// $rows: list of {id, properties, stages: list of {stage, properties}}
UNWIND $rows AS row
MERGE (p:Person {community: $community, id: row.id})
SET p = row.properties
WITH p, row
CALL (p) {
  MATCH (p)-[old:IN_STAGE]->(:Stage)
  DELETE old
}
CALL (p, row) {
  UNWIND row.stages AS each
  MATCH (s:Stage {community: $community, name: each.stage})
  CREATE (p)-[stood:IN_STAGE]->(s)
  SET stood = each.properties
}
