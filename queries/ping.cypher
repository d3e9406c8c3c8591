// Does the server answer?
RETURN 1 AS up
