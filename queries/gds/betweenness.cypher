// Shortest paths through each person of a projected graph, not normalised; counted from so many people.
// $graph: text; $pivots: integer; $seed: integer
CALL gds.betweenness.stream($graph, {samplingSize: $pivots, samplingSeed: $seed}) YIELD nodeId, score
RETURN gds.util.asNode(nodeId).id AS person, score AS value
