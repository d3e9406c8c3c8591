// Dialogues of a mentor with somebody newly diagnosed, by the finding they belong to.
// $finding: text; $rows: list of {mentor, mentee, properties}
UNWIND $rows AS row
MATCH (a:Person {community: $community, id: row.mentor})
MATCH (b:Person {community: $community, id: row.mentee})
MERGE (a)-[d:DIALOGUE {finding: $finding, start: row.properties.start}]->(b)
SET d += row.properties
