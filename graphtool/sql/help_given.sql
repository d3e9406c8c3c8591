-- Who helped whom, a row a pair; the thread that weighs most counts, so that no number of threads makes a person two.
-- Reads the materialised table help_in_threads.
SELECT helper, helped,
       CAST(sum(replies) AS BIGINT) AS replies, CAST(sum(informs) AS BIGINT) AS informs,
       CAST(sum(encourages) AS BIGINT) AS encourages, CAST(sum(helpful) AS BIGINT) AS helpful,
       min(first_us) AS first_us, max(last_us) AS last_us, max(vouched) AS vouched, max(weight) AS weight
FROM help_in_threads
GROUP BY helper, helped
ORDER BY helper, helped
