// The ranks of people in a finding.
// $finding: text; $rows: list of {person, properties}
MATCH (f:Finding {community: $community, id: $finding})
UNWIND $rows AS row
MATCH (p:Person {community: $community, id: row.person})
MERGE (p)-[r:RANKED]->(f)
SET r = row.properties
