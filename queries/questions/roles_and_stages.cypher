// Who is here
// How many people are in each role and stood at each stage at their last post.
// -> role: relation to the condition
// -> stage: where they stood
// -> people: how many
// -> posts: what they wrote together
MATCH (p:Person {community: $community})
RETURN p.role AS role, p.stage AS stage, count(p) AS people, sum(p.posts) AS posts
ORDER BY people DESC, role, stage
