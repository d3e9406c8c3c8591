// Who is in which of the communities of a finding.
// $finding: text; $rows: list of {number, person, properties}
UNWIND $rows AS row
MATCH (p:Person {community: $community, id: row.person})
MATCH (c:Community {community: $community, finding: $finding, number: row.number})
MERGE (p)-[r:IN_COMMUNITY]->(c)
SET r = row.properties
