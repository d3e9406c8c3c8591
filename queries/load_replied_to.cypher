// Make or change ties of kind REPLIED_TO, one a pair.
// $rows: list of {source, target, properties}
UNWIND $rows AS row
MATCH (a:Person {community: $community, id: row.source})
MATCH (b:Person {community: $community, id: row.target})
MERGE (a)-[r:REPLIED_TO]->(b)
SET r = row.properties
