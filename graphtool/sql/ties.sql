-- Who wrote to whom, a row a pair and kind: how often, from when to when, how often it helped and how often it thanked. Ties
-- that networks without posts tell are added; where these tell no time there is none.
SELECT source, target, kind, CAST(sum(count) AS BIGINT) AS count, min(first_us) AS first_us, max(last_us) AS last_us,
       CAST(sum(helped) AS BIGINT) AS helped, CAST(sum(thanked) AS BIGINT) AS thanked
FROM (
    SELECT interactions.source, interactions.target, interactions.kind, 1 AS count,
           interactions.created_us AS first_us, interactions.created_us AS last_us,
           CASE WHEN interactions.kind = 'reply' AND (posts.informs OR posts.encourages) THEN 1 ELSE 0 END AS helped,
           CASE WHEN interactions.kind = 'reply' AND posts.thanks THEN 1 ELSE 0 END AS thanked
    FROM interactions JOIN posts ON interactions.post = posts.post
    UNION ALL
    SELECT source, target, kind, count, first_us, last_us, 0 AS helped, 0 AS thanked FROM given_ties
) AS told
GROUP BY source, target, kind
ORDER BY source, target, kind
