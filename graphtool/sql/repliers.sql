-- How many different people replied to each person.
SELECT replied.target AS person, CAST(count(*) AS BIGINT) AS repliers
FROM (SELECT DISTINCT source, target FROM interactions WHERE kind = 'reply') AS replied
GROUP BY replied.target
ORDER BY replied.target
