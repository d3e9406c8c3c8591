-- Everyone who answered an opener or was thanked, with what their score is made of. Reads the materialised tables
-- help_given and thanks_received. Weights are added as integers (billionths), so that no sum hangs on its order.
SELECT people.person, people.handle, coalesce(person_roles.role, 'unknown') AS role,
       coalesce(given.people_helped, 0) AS people_helped,
       coalesce(given.recent_helped, 0) AS recent_helped,
       coalesce(received.thankers, 0) AS thankers,
       coalesce(received.recent_thankers, 0) AS recent_thankers,
       coalesce(given.answers, 0) AS answers,
       coalesce(given.informs, 0) AS informs,
       coalesce(given.encourages, 0) AS encourages,
       coalesce(given.helpful, 0) AS helpful,
       coalesce(given.unvouched, 0) AS unvouched,
       coalesce(received.times, 0) AS thanks_received,
       coalesce(activity.replies, 0) AS replies,
       coalesce(activity.weeks, 0) AS active_weeks,
       given.last_us AS last_helped_us
FROM people
LEFT JOIN person_roles ON people.person = person_roles.person
LEFT JOIN (
    SELECT helper, CAST(count(*) AS BIGINT) AS people_helped,
           CAST(sum(CAST(floor(weight * 1e9 + 0.5e0) AS BIGINT)) AS BIGINT) AS recent_helped,
           CAST(sum(replies) AS BIGINT) AS answers, CAST(sum(informs) AS BIGINT) AS informs,
           CAST(sum(encourages) AS BIGINT) AS encourages, CAST(sum(helpful) AS BIGINT) AS helpful,
           CAST(sum(CASE WHEN vouched < 5e-1 THEN 1 ELSE 0 END) AS BIGINT) AS unvouched, max(last_us) AS last_us
    FROM help_given GROUP BY helper
) AS given ON people.person = given.helper
LEFT JOIN (
    SELECT helper, CAST(count(*) AS BIGINT) AS thankers,
           CAST(sum(CAST(floor(weight * 1e9 + 0.5e0) AS BIGINT)) AS BIGINT) AS recent_thankers,
           CAST(sum(times) AS BIGINT) AS times
    FROM thanks_received GROUP BY helper
) AS received ON people.person = received.helper
LEFT JOIN (
    SELECT source, CAST(count(*) AS BIGINT) AS replies,
           CAST(count(DISTINCT CAST(floor(created_us / 604800000000e0) AS BIGINT)) AS BIGINT) AS weeks
    FROM interactions WHERE kind = 'reply' GROUP BY source
) AS activity ON people.person = activity.source
WHERE given.helper IS NOT NULL OR received.helper IS NOT NULL
ORDER BY people.person
