-- Dialogues: turns of a mentor and a mentee with no gap over max_gap_days, at least one each way, and a turn of the
-- mentee after one of the mentor's. An opening that the mentor answers counts as the mentee's first turn. Reads the
-- materialised table dialogue_turns. `promptness` adds 1 / (1 + days waited) of the mentor's turns, in billionths.
SELECT counted.mentor, counted.mentee, counted.start_us, counted.end_us, counted.mentor_turns,
       counted.mentee_turns + counted.openings AS mentee_turns, counted.helpful_turns, counted.thanks,
       counted.timed_turns, counted.promptness
FROM (
    SELECT mentor, mentee, sitting, min(created_us) AS start_us, max(created_us) AS end_us,
           CAST(sum(CASE WHEN by_mentor THEN 1 ELSE 0 END) AS BIGINT) AS mentor_turns,
           CAST(sum(CASE WHEN by_mentor THEN 0 ELSE 1 END) AS BIGINT) AS mentee_turns,
           CAST(max(CASE WHEN answers_opening THEN 1 ELSE 0 END) AS BIGINT) AS openings,
           CAST(sum(CASE WHEN by_mentor AND helps THEN 1 ELSE 0 END) AS BIGINT) AS helpful_turns,
           CAST(sum(CASE WHEN by_mentor OR NOT thanks THEN 0 ELSE 1 END) AS BIGINT) AS thanks,
           CAST(sum(CASE WHEN by_mentor AND waited_us IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT) AS timed_turns,
           CAST(sum(CASE WHEN by_mentor AND waited_us IS NOT NULL
                         THEN CAST(floor(1e9 / (1e0 + CAST(waited_us AS DOUBLE) / 86400000000e0) + 0.5e0) AS BIGINT)
                         ELSE 0 END) AS BIGINT) AS promptness,
           min(CASE WHEN by_mentor THEN created_us END) AS first_by_mentor,
           max(CASE WHEN by_mentor THEN NULL ELSE created_us END) AS last_by_mentee
    FROM (
        SELECT placed.mentor, placed.mentee, placed.created_us, placed.by_mentor, placed.answers_opening, placed.waited_us,
               placed.helps, placed.thanks,
               CAST(sum(placed.starts) OVER (
                   PARTITION BY placed.mentor, placed.mentee ORDER BY placed.created_us, placed.post
                   ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
               ) AS BIGINT) AS sitting
        FROM (
            SELECT dialogue_turns.mentor, dialogue_turns.mentee, dialogue_turns.post, dialogue_turns.created_us,
                   dialogue_turns.by_mentor, dialogue_turns.answers_opening, dialogue_turns.waited_us,
                   dialogue_turns.helps, dialogue_turns.thanks,
                   CASE WHEN dialogue_turns.created_us - lag(dialogue_turns.created_us) OVER (
                                 PARTITION BY dialogue_turns.mentor, dialogue_turns.mentee
                                 ORDER BY dialogue_turns.created_us, dialogue_turns.post
                             ) > settings.max_gap_us THEN 1 ELSE 0 END AS starts
            FROM dialogue_turns CROSS JOIN settings
        ) AS placed
    ) AS sat
    GROUP BY mentor, mentee, sitting
) AS counted
WHERE counted.mentor_turns > 0 AND counted.last_by_mentee > counted.first_by_mentor
ORDER BY counted.mentor, counted.mentee, counted.start_us
