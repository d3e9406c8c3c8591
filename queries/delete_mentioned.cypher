// Take out ties of kind MENTIONED that left the corpus.
// $rows: list of {source, target}
UNWIND $rows AS row
MATCH (:Person {community: $community, id: row.source})-[r:MENTIONED]->(:Person {community: $community, id: row.target})
DELETE r
