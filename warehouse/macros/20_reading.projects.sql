-- one project version in force at the end of a day
create macro reading.projects(as_of := '') as table
    select project.*
    from main.dim_project as project
    where
        if(
            reading.given(as_of) is null,
            project.is_current,
            project.valid_from < reading.given(as_of)::date + 1
            and coalesce(project.valid_to >= reading.given(as_of)::date + 1, true)
        )
