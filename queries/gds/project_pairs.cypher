// Who is in touch with whom, as Graph Data Science holds it: one tie a pair without direction, weighted by its interactions.
// $graph: text
MATCH (a:Person {community: $community})
OPTIONAL MATCH (a)-[r:REPLIED_TO|MENTIONED|QUOTED]-(b:Person)
WHERE a.id < b.id
WITH a, b, toFloat(sum(r.count)) AS weight
WITH gds.graph.project($graph, a, b, {relationshipProperties: {weight: weight}}, {undirectedRelationshipTypes: ['*']}) AS made
RETURN made.nodeCount AS people, made.relationshipCount AS ties
