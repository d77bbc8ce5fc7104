-- one expectation checked before publishing
select *
from meta.expectation
order by array_position(['critical', 'warning', 'info'], severity), expectation
