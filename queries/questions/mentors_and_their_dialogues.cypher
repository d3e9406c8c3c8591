// Mentors of the newly diagnosed, with their dialogues
// Who goes back and forth with somebody newly diagnosed, and each of these dialogues.
// $limit: integer = 10 – how many mentors
// -> rank: place in the ranking
// -> mentor: id
// -> handle: the mentor's name on the platform
// -> mentee: id of the newly diagnosed person, or of the carer of one
// -> mentee_handle: the mentee's name on the platform
// -> start: first turn
// -> end: last turn
// -> mentor_turns: posts of the mentor in it
// -> mentee_turns: posts of the mentee in it
// -> thanks: turns in which the mentee thanks
MATCH (f:Finding {community: $community, kind: 'mentors', current: true})<-[r:RANKED]-(p:Person)
WHERE r.rank <= $limit
MATCH (p)-[d:DIALOGUE {finding: f.id}]->(q:Person)
WHERE NOT d.own_stage IN ['undiagnosed', 'newly_diagnosed']
RETURN r.rank AS rank, p.id AS mentor, p.handle AS handle, q.id AS mentee, q.handle AS mentee_handle, d.start AS start,
       d.end AS end, d.mentor_turns AS mentor_turns, d.mentee_turns AS mentee_turns, d.thanks AS thanks
ORDER BY rank, mentee, start
