-- one kunta that merged into another, or moved to another seutukunta or maakunta
select * replace (year::integer as year)
from region_change_seed
