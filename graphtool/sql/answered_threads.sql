-- In which threads established people replied to somebody, how many, and one of them. Established is to whom more different
-- people replied than a ring of made-up accounts of the size `ring` in settings could. Reads the materialised repliers.
SELECT replied.target AS person, replied.thread, CAST(count(*) AS BIGINT) AS established, min(replied.source) AS one
FROM (
    SELECT DISTINCT source, target, coalesce(thread, '') AS thread FROM interactions WHERE kind = 'reply'
) AS replied
JOIN repliers ON repliers.person = replied.source
CROSS JOIN settings
WHERE repliers.repliers > settings.ring
GROUP BY replied.target, replied.thread
ORDER BY replied.target, replied.thread
