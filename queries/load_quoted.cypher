// Make or change ties of kind QUOTED, one a pair.
// $rows: list of {source, target, properties}
UNWIND $rows AS row
MATCH (a:Person {community: $community, id: row.source})
MATCH (b:Person {community: $community, id: row.target})
MERGE (a)-[r:QUOTED]->(b)
SET r = row.properties
