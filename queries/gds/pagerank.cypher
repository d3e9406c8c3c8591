// PageRank of a projected graph, not yet summing to 1.
// $graph: text; $damping: number
CALL gds.pageRank.stream($graph, {
  dampingFactor: $damping, maxIterations: 1000, tolerance: 1e-12, relationshipWeightProperty: 'weight'
}) YIELD nodeId, score
RETURN gds.util.asNode(nodeId).id AS person, score AS value
