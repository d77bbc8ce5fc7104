"""The published warehouse as files for other tools, with descriptions that machines read."""
