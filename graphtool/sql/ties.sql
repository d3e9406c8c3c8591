-- Who wrote to whom, a row a pair and kind: how often, from when to when, how often it helped and how often it thanked.
SELECT interactions.source, interactions.target, interactions.kind,
       CAST(count(*) AS BIGINT) AS count,
       min(interactions.created_us) AS first_us,
       max(interactions.created_us) AS last_us,
       CAST(sum(CASE WHEN interactions.kind = 'reply' AND (posts.informs OR posts.encourages) THEN 1 ELSE 0 END) AS BIGINT)
           AS helped,
       CAST(sum(CASE WHEN interactions.kind = 'reply' AND posts.thanks THEN 1 ELSE 0 END) AS BIGINT) AS thanked
FROM interactions JOIN posts ON interactions.post = posts.post
GROUP BY interactions.source, interactions.target, interactions.kind
ORDER BY interactions.source, interactions.target, interactions.kind
