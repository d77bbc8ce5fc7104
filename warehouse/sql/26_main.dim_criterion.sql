-- one sustainability criterion
select
    criterion_key,
    position,
    criterion_group,
    name_fi
from criterion_seed
