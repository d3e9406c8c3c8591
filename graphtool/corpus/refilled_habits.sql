-- As post_habits.sql, of a corpus without words: what was told alike in them came along.
CREATE OR REPLACE TABLE post_habits AS
SELECT refilled_habits.* FROM corpus.refilled_habits JOIN corpus.posts USING (post) CROSS JOIN settings
WHERE created_us BETWEEN settings.since_us AND settings.until_us
ORDER BY post;
