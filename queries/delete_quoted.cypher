// Take out ties of kind QUOTED that left the corpus.
// $rows: list of {source, target}
UNWIND $rows AS row
MATCH (:Person {community: $community, id: row.source})-[r:QUOTED]->(:Person {community: $community, id: row.target})
DELETE r
