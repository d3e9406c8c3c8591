-- Who thanked whom in a reply, a row a pair. Reads the materialised table thanks_in_threads.
SELECT helper, thanker, CAST(sum(times) AS BIGINT) AS times, max(last_us) AS last_us, max(weight) AS weight
FROM thanks_in_threads
GROUP BY helper, thanker
ORDER BY helper, thanker
