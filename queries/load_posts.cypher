// Make or change posts; without a hash, until their links are there.
// $rows: list of {id, properties}
UNWIND $rows AS row
MERGE (p:Post {community: $community, id: row.id})
SET p = row.properties
