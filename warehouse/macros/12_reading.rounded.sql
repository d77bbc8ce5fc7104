-- a sum of parts rounded at its tenth decimal; its last six decimals absorb what was cut off
create macro reading.rounded(parts) as
round(parts + sign(parts) * 0.0000000000000000005::decimal(19, 19), 10)::decimal(28, 10)
