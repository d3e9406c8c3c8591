-- Turns between a person inside a newly-diagnosed interval (the mentee) and anybody else (the mentor): posts of either
-- that answer or mention the other. `waited_us` is how long the post answered had stood; NULL where that is not known.
SELECT DISTINCT turns.mentor, turns.mentee, turns.post, turns.by_mentor, turns.created_us, turns.answers_opening,
       turns.created_us - answered.created_us AS waited_us,
       posts.informs OR posts.encourages AS helps, posts.thanks
FROM (
    SELECT interactions.source AS mentor, interactions.target AS mentee, interactions.post, interactions.to_post,
           true AS by_mentor, interactions.created_us, interactions.to_opener AS answers_opening
    FROM interactions
    JOIN timeline ON timeline.person = interactions.target
    WHERE interactions.kind <> 'quote' AND timeline.stage = 'newly_diagnosed'
      AND interactions.created_us >= timeline.from_us AND interactions.created_us < timeline.to_us
    UNION ALL
    SELECT interactions.target, interactions.source, interactions.post, interactions.to_post,
           false, interactions.created_us, false
    FROM interactions
    JOIN timeline ON timeline.person = interactions.source
    WHERE interactions.kind <> 'quote' AND timeline.stage = 'newly_diagnosed'
      AND interactions.created_us >= timeline.from_us AND interactions.created_us < timeline.to_us
) AS turns
JOIN posts ON turns.post = posts.post
LEFT JOIN posts AS answered ON turns.to_post = answered.post
