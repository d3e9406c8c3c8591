// Whether Graph Data Science is installed: one row where it is.
SHOW FUNCTIONS YIELD name
WHERE name = 'gds.version'
RETURN name
