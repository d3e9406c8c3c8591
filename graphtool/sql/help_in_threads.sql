-- Who helped whom in which thread: direct replies to somebody in the thread they opened. `weight` is
--   1 / (1 + age / half_life_days), which is half after half_life_days and never nothing (1 when half_life_days is 0),
--   over the root of the people who wrote in the thread: an answer among hundreds is one of many,
--   times `vouched`: in how many threads established others replied to the one helped, for each thread in which the helper
--   did; from unvouched_weight to 1. Somebody made up to be helped is answered by nobody else, or by chance now and then.
-- Reads the materialised table vouchers.
SELECT paired.helper, paired.helped, paired.thread, paired.replies, paired.informs, paired.encourages, paired.helpful,
       paired.first_us, paired.last_us, paired.vouched,
       CASE WHEN settings.half_life_days = 0e0 THEN 1e0
            ELSE 1e0 / (1e0 + CAST(settings.until_us - paired.last_us AS DOUBLE) / 86400000000e0 / settings.half_life_days)
       END / sqrt(CAST(crowd.writers AS DOUBLE)) * greatest(paired.vouched, settings.unvouched_weight) AS weight
FROM (
    SELECT given.helper, given.helped, given.thread, given.replies, given.informs, given.encourages, given.helpful,
           given.first_us, given.last_us,
           least(1e0, CAST(coalesce(everyone.threads, 0) - coalesce(own.threads, 0) AS DOUBLE)
                      / count(*) OVER (PARTITION BY given.helper, given.helped)) AS vouched
    FROM (
        SELECT interactions.source AS helper, interactions.target AS helped, coalesce(interactions.thread, '') AS thread,
               CAST(count(*) AS BIGINT) AS replies,
               CAST(sum(CASE WHEN posts.informs THEN 1 ELSE 0 END) AS BIGINT) AS informs,
               CAST(sum(CASE WHEN posts.encourages THEN 1 ELSE 0 END) AS BIGINT) AS encourages,
               CAST(sum(CASE WHEN posts.informs OR posts.encourages THEN 1 ELSE 0 END) AS BIGINT) AS helpful,
               min(interactions.created_us) AS first_us, max(interactions.created_us) AS last_us
        FROM interactions JOIN posts ON interactions.post = posts.post
        WHERE interactions.kind = 'reply' AND interactions.to_opener
        GROUP BY interactions.source, interactions.target, coalesce(interactions.thread, '')
    ) AS given
    LEFT JOIN vouchers AS everyone ON everyone.person = given.helped AND everyone.voucher IS NULL
    LEFT JOIN vouchers AS own ON own.person = given.helped AND own.voucher = given.helper
) AS paired
JOIN (
    SELECT coalesce(wrote.thread, '') AS thread, CAST(count(*) AS BIGINT) AS writers
    FROM (SELECT DISTINCT thread, author FROM posts WHERE author IS NOT NULL) AS wrote
    GROUP BY coalesce(wrote.thread, '')
) AS crowd ON crowd.thread = paired.thread
CROSS JOIN settings
ORDER BY paired.helper, paired.helped, paired.thread
