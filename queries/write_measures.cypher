// Write what was measured of people onto them.
// $rows: list of {person, properties}
UNWIND $rows AS row
MATCH (p:Person {community: $community, id: row.person})
SET p += row.properties
