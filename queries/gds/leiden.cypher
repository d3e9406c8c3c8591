// Communities of a projected graph without directions; one thread, so that a seed gives the same ones again.
// $graph: text; $resolution: number; $seed: integer
CALL gds.leiden.stream($graph, {
  gamma: $resolution, randomSeed: $seed, concurrency: 1, maxLevels: 100, tolerance: 1e-9, relationshipWeightProperty: 'weight'
}) YIELD nodeId, communityId
RETURN gds.util.asNode(nodeId).id AS person, communityId AS value
