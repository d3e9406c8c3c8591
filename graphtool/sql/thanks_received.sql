-- Who thanked whom in a reply, a row a pair, with the same fading weight as help_given.
SELECT thanked.helper, thanked.thanker, thanked.times, thanked.last_us,
       CASE WHEN settings.half_life_days = 0e0 THEN 1e0
            ELSE power(0.5e0, CAST(settings.until_us - thanked.last_us AS DOUBLE) / 86400000000e0 / settings.half_life_days)
       END AS weight
FROM (
    SELECT interactions.target AS helper, interactions.source AS thanker,
           CAST(count(*) AS BIGINT) AS times, max(interactions.created_us) AS last_us
    FROM interactions JOIN posts ON interactions.post = posts.post
    WHERE interactions.kind = 'reply' AND posts.thanks
    GROUP BY interactions.target, interactions.source
) AS thanked
CROSS JOIN settings
ORDER BY thanked.helper, thanked.thanker
