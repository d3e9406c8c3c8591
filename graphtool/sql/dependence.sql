-- How many people leaned on each helper: those of whose direct answers at least half came from them. Reads the
-- materialised table help_given.
SELECT given.helper AS person, CAST(sum(CASE WHEN given.replies * 2 >= received.replies THEN 1 ELSE 0 END) AS BIGINT) AS depending
FROM help_given AS given
JOIN (
    SELECT helped, CAST(sum(replies) AS BIGINT) AS replies FROM help_given GROUP BY helped
) AS received ON given.helped = received.helped
GROUP BY given.helper ORDER BY given.helper
