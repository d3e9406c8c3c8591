// Take out posts that left the corpus, with their links.
// $rows: list of {id}
UNWIND $rows AS row
MATCH (p:Post {community: $community, id: row.id})
DETACH DELETE p
