// Take out people who left the corpus, with what hangs on them.
// $rows: list of {id}
UNWIND $rows AS row
MATCH (p:Person {community: $community, id: row.id})
DETACH DELETE p
