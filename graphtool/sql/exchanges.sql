-- Pairs of people with replies or mentions both ways; `exchanges` is the smaller of the two counts. Each pair once.
SELECT there.source AS one, there.target AS other,
       CASE WHEN there.count < back.count THEN there.count ELSE back.count END AS exchanges
FROM (
    SELECT source, target, CAST(count(*) AS BIGINT) AS count FROM interactions WHERE kind <> 'quote' GROUP BY source, target
) AS there
JOIN (
    SELECT source, target, CAST(count(*) AS BIGINT) AS count FROM interactions WHERE kind <> 'quote' GROUP BY source, target
) AS back ON there.source = back.target AND there.target = back.source
WHERE there.source < there.target
ORDER BY there.source, there.target
