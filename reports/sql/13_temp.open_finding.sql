-- one finding that nobody has accepted
select * exclude (accepted)
from found
where not accepted
