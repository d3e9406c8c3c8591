// Take a projected graph out of memory, if it is there.
// $graph: text
CALL gds.graph.drop($graph, false) YIELD graphName
RETURN graphName
