// Take out people who left the corpus, with their ties.
// $community: text; $rows: list of {id}
UNWIND $rows AS row
MATCH (p:Person {community: $community, id: row.id})
DETACH DELETE p
