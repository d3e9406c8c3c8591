// Take out ties of kind REPLIED_TO that left the corpus.
// $rows: list of {source, target}
UNWIND $rows AS row
MATCH (:Person {community: $community, id: row.source})-[r:REPLIED_TO]->(:Person {community: $community, id: row.target})
DELETE r
