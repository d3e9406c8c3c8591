-- Who helped whom, a row a pair: direct replies to somebody in the thread they opened, and how recent the last one is.
-- `weight` falls by half every half_life_days before until; it is 1 when half_life_days is 0. `others` counts the other
-- people who answered that opener too: a made-up account is answered by nobody else.
SELECT given.helper, given.helped, given.replies, given.informs, given.encourages, given.first_us, given.last_us,
       CASE WHEN settings.half_life_days = 0e0 THEN 1e0
            ELSE power(0.5e0, CAST(settings.until_us - given.last_us AS DOUBLE) / 86400000000e0 / settings.half_life_days)
       END AS weight,
       CAST(count(*) OVER (PARTITION BY given.helped) - 1 AS BIGINT) AS others
FROM (
    SELECT interactions.source AS helper, interactions.target AS helped,
           CAST(count(*) AS BIGINT) AS replies,
           CAST(sum(CASE WHEN posts.informs THEN 1 ELSE 0 END) AS BIGINT) AS informs,
           CAST(sum(CASE WHEN posts.encourages THEN 1 ELSE 0 END) AS BIGINT) AS encourages,
           min(interactions.created_us) AS first_us, max(interactions.created_us) AS last_us
    FROM interactions JOIN posts ON interactions.post = posts.post
    WHERE interactions.kind = 'reply' AND interactions.to_opener
    GROUP BY interactions.source, interactions.target
) AS given
CROSS JOIN settings
ORDER BY given.helper, given.helped
