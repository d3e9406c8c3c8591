// Who is in which of the clusters of a finding.
// $finding: text; $rows: list of {number, person, properties}
UNWIND $rows AS row
MATCH (p:Person {community: $community, id: row.person})
MATCH (c:Cluster {community: $community, finding: $finding, number: row.number})
MERGE (p)-[r:MEMBER_OF]->(c)
SET r = row.properties
