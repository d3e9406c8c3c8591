-- Who thanked whom in a reply, in which thread, with the same fading, and the same weight of whom nobody else vouches for, as
-- help_in_threads. Reads the materialised table vouchers.
SELECT paired.helper, paired.thanker, paired.thread, paired.times, paired.last_us,
       CASE WHEN settings.half_life_days = 0e0 THEN 1e0
            ELSE 1e0 / (1e0 + CAST(settings.until_us - paired.last_us AS DOUBLE) / 86400000000e0 / settings.half_life_days)
       END * greatest(paired.vouched, settings.unvouched_weight) AS weight
FROM (
    SELECT thanked.helper, thanked.thanker, thanked.thread, thanked.times, thanked.last_us,
           least(1e0, CAST(coalesce(everyone.threads, 0) - coalesce(own.threads, 0) AS DOUBLE)
                      / count(*) OVER (PARTITION BY thanked.helper, thanked.thanker)) AS vouched
    FROM (
        SELECT interactions.target AS helper, interactions.source AS thanker, coalesce(interactions.thread, '') AS thread,
               CAST(count(*) AS BIGINT) AS times, max(interactions.created_us) AS last_us
        FROM interactions JOIN posts ON interactions.post = posts.post
        WHERE interactions.kind = 'reply' AND posts.thanks
        GROUP BY interactions.target, interactions.source, coalesce(interactions.thread, '')
    ) AS thanked
    LEFT JOIN vouchers AS everyone ON everyone.person = thanked.thanker AND everyone.voucher IS NULL
    LEFT JOIN vouchers AS own ON own.person = thanked.thanker AND own.voucher = thanked.helper
) AS paired
CROSS JOIN settings
ORDER BY paired.helper, paired.thanker, paired.thread
