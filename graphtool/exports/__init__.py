"""What leaves the tool: tables, the manifest of a run, its summary in words."""
