-- what one argument of a reading says, as text; NULL where it is not given
-- Its default is '' and never NULL, which a DuckLake cannot keep as a default.
create macro reading.given(argument) as
nullif(argument::varchar, '')
