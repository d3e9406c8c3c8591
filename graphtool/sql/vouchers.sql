-- Who stands for it that an account is not made up: in how many threads established people replied to them (`voucher` NULL),
-- and in how many of these one person alone did. Reads the materialised table answered_threads.
SELECT person, CAST(NULL AS STRING) AS voucher, CAST(count(*) AS BIGINT) AS threads FROM answered_threads GROUP BY person
UNION ALL
SELECT person, one, CAST(count(*) AS BIGINT) FROM answered_threads WHERE established = 1 GROUP BY person, one
ORDER BY 1, 2 NULLS FIRST
