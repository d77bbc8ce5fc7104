-- the quotient of two whole numbers with 24 decimals, the rest cut off
create macro reading.quotient(numerator, denominator) as
(numerator // denominator)::decimal(38, 24)
+ ((numerator % denominator) * 1000000000000 // denominator)::decimal(12, 0)
* 0.000000000001::decimal(12, 12)
+ ((numerator % denominator) * 1000000000000 % denominator * 1000000000000 // denominator)::decimal(
    12, 0
)
* 0.000000000000000000000001::decimal(24, 24)
