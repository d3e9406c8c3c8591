// The clusters of a finding.
// $finding: text; $rows: list of {number, properties}
MATCH (f:Finding {community: $community, id: $finding})
UNWIND $rows AS row
MERGE (c:Cluster {community: $community, finding: $finding, number: row.number})
SET c += row.properties
MERGE (c)-[:OF]->(f)
