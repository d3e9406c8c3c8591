// A push begins: what the community is to be, not yet complete, and the stages people can stand in.
// $properties: map; $stages: list of text
MERGE (c:Corpus {community: $community})
SET c = $properties
WITH c
UNWIND $stages AS name
MERGE (:Stage {community: $community, name: name})
