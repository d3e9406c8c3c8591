// Make or change posts; without a hash, until their links are there; moments come in microseconds.
// $rows: list of {id, properties}
UNWIND $rows AS row
WITH row, row.properties AS all
MERGE (p:Post {community: $community, id: row.id})
SET p = all {
  .*,
  at: CASE WHEN all.at IS NOT NULL THEN datetime.fromEpoch(0, 0) + duration({microseconds: all.at}) END
}
