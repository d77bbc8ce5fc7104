-- one figure of one project version, as its document states it on a line
create macro reading.figures() as table
    select
        project_key,
        'funding' as subject,
        measure as item,
        basis,
        amount_eur::decimal(20, 2) as figure,
        (amount_eur * 100)::bigint as hundredths,
        document_id,
        line_number
    from main.fact_funding
    union all
    select
        project_key,
        'indicator' as subject,
        indicator_key as item,
        basis,
        value::decimal(20, 2) as figure,
        value * 100 as hundredths,
        document_id,
        line_number
    from main.fact_indicator
