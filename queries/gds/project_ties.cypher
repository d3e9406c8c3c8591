// Who writes to whom, as Graph Data Science holds it: one tie a pair, weighted by its interactions.
// $graph: text
MATCH (a:Person {community: $community})
OPTIONAL MATCH (a)-[r:REPLIED_TO|MENTIONED|QUOTED]->(b:Person)
WITH a, b, toFloat(sum(r.count)) AS weight
WITH gds.graph.project($graph, a, b, {relationshipProperties: {weight: weight}}) AS made
RETURN made.nodeCount AS people, made.relationshipCount AS ties
