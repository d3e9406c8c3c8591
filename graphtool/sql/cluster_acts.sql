-- What the members of each group do, in all their posts of the period. Reads the registered table cluster_members.
SELECT cluster_members.cluster, CAST(count(*) AS BIGINT) AS posts,
       CAST(sum(CASE WHEN posts.informs OR posts.encourages THEN 1 ELSE 0 END) AS BIGINT) AS supports,
       CAST(sum(CASE WHEN posts.asks THEN 1 ELSE 0 END) AS BIGINT) AS learns,
       CAST(sum(CASE WHEN posts.vents THEN 1 ELSE 0 END) AS BIGINT) AS vents
FROM cluster_members JOIN posts ON posts.author = cluster_members.person
WHERE NOT posts.is_repost
GROUP BY cluster_members.cluster ORDER BY cluster_members.cluster
