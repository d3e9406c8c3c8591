-- Every own post in the segments asked for, a row for each. A post that does not show a role is of its author's; the stage
-- is where they then stood in that role, else what the post shows. What `settings` does not ask for is an empty text. Reads
-- the registered table months (one row for all times where months are not asked for) and the materialised post_acts.
SELECT spoken.post, spoken.author,
       CASE WHEN settings.by_role THEN spoken.role ELSE '' END AS role,
       CASE WHEN settings.by_stage THEN coalesce(timeline.stage, spoken.stage) ELSE '' END AS stage,
       CASE WHEN settings.by_act THEN coalesce(post_acts.act, 'none') ELSE '' END AS act,
       CASE WHEN settings.by_language THEN spoken.language ELSE '' END AS language,
       months.month
FROM (
    SELECT posts.post, posts.author, posts.created_us, posts.language, posts.stage,
           CASE WHEN posts.role = 'unknown' THEN coalesce(person_roles.role, 'unknown') ELSE posts.role END AS role
    FROM posts LEFT JOIN person_roles ON posts.author = person_roles.person
    WHERE posts.author IS NOT NULL AND NOT posts.is_repost
) AS spoken
CROSS JOIN settings
JOIN months ON spoken.created_us >= months.from_us AND spoken.created_us < months.to_us
LEFT JOIN timeline ON timeline.person = spoken.author AND timeline.role = spoken.role
    AND spoken.created_us >= timeline.from_us AND spoken.created_us < timeline.to_us
LEFT JOIN post_acts ON settings.by_act AND post_acts.post = spoken.post
