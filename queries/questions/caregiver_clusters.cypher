// Caregiver clusters
// Groups of caregivers who answer each other more than chance would have it, and what they do there.
// -> cluster: number of the group
// -> size: people
// -> stability: share of runs that put them together
// -> supports: share of their posts that inform or encourage
// -> learns: share of their posts that ask
// -> vents: share of their posts that vent
// -> voices: whom they turn to
// -> patients_reached: patients they answered
MATCH (f:Finding {community: $community, kind: 'caregiver_clusters', current: true})<-[:OF]-(c:Cluster)
RETURN c.number AS cluster, c.size AS size, c.stability AS stability, c.supports AS supports, c.learns AS learns,
       c.vents AS vents, c.voices AS voices, c.patients_reached AS patients_reached
ORDER BY cluster
