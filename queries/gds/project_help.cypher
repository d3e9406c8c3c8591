// Who was helped by whom, as Graph Data Science holds it: from the person answered to the helper, weighted by replies that
// inform or encourage.
// $graph: text
MATCH (a:Person {community: $community})
OPTIONAL MATCH (a)<-[r:REPLIED_TO]-(b:Person)
WHERE r.helped > 0
WITH a, b, toFloat(coalesce(r.helped, 0)) AS weight
WITH gds.graph.project($graph, a, b, {relationshipProperties: {weight: weight}}) AS made
RETURN made.nodeCount AS people, made.relationshipCount AS ties
