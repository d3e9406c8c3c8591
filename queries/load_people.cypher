// Make or change people.
// $community: text; $rows: list of {id, properties}
UNWIND $rows AS row
MERGE (p:Person {community: $community, id: row.id})
SET p += row.properties
