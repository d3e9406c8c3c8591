// Take out ties that left the corpus.
// $community: text; $rows: list of {source, type, target}
UNWIND $rows AS row
MATCH (a:Person {community: $community, id: row.source})-[r:REPLIED_TO|MENTIONED|QUOTED]->(b:Person {community: $community, id: row.target})
WHERE type(r) = row.type
DELETE r
