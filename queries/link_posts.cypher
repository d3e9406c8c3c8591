// Who wrote a post, what it replies to and whom it addresses, made anew; then its hash says that it is whole.
// $rows: list of {id, author, answers, addresses: list of {target, properties}, hash}
UNWIND $rows AS row
MATCH (p:Post {community: $community, id: row.id})
CALL (p) {
  MATCH (p)-[old:IN_REPLY_TO|ADDRESSES]->()
  DELETE old
}
CALL (p) {
  MATCH (:Person)-[old:WROTE]->(p)
  DELETE old
}
CALL (p, row) {
  MATCH (a:Person {community: $community, id: row.author})
  CREATE (a)-[:WROTE]->(p)
}
CALL (p, row) {
  MATCH (answered:Post {community: $community, id: row.answers})
  CREATE (p)-[:IN_REPLY_TO]->(answered)
}
CALL (p, row) {
  UNWIND row.addresses AS each
  MATCH (b:Person {community: $community, id: each.target})
  CREATE (p)-[to:ADDRESSES]->(b)
  SET to = each.properties
}
SET p.hash = row.hash
