-- The acts of posts, a row each.
SELECT post, 'asks' AS act FROM posts WHERE asks
UNION ALL SELECT post, 'informs' FROM posts WHERE informs
UNION ALL SELECT post, 'encourages' FROM posts WHERE encourages
UNION ALL SELECT post, 'thanks' FROM posts WHERE thanks
UNION ALL SELECT post, 'vents' FROM posts WHERE vents
UNION ALL SELECT post, 'challenges' FROM posts WHERE challenges
