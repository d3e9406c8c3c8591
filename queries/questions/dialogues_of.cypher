// Dialogues of one person
// With whom somebody went back and forth while one of the two was newly diagnosed.
// $person: person – id or handle
// -> as: mentor or mentee
// -> other: id of the other
// -> handle: the other's name on the platform
// -> start: first turn
// -> end: last turn
// -> mentor_turns: posts of the mentor in it
// -> mentee_turns: posts of the mentee in it
// -> thanks: turns in which the mentee thanks
MATCH (f:Finding {community: $community, kind: 'mentors', current: true})
MATCH (p:Person {community: $community, id: $person})-[d:DIALOGUE {finding: f.id}]-(q:Person)
RETURN CASE WHEN startNode(d) = p THEN 'mentor' ELSE 'mentee' END AS as, q.id AS other, q.handle AS handle,
       d.start AS start, d.end AS end, d.mentor_turns AS mentor_turns, d.mentee_turns AS mentee_turns, d.thanks AS thanks
ORDER BY as, other, start
