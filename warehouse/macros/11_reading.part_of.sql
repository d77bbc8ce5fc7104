-- the part of an amount in hundredths that falls to so many parts of a whole, with 24 decimals
-- Division of 128-bit numbers is slow; 64 bits do wherever nobody supplies weights.
create macro reading.part_of(hundredths, part, whole) as
case
    when whole < 90000 and abs(hundredths::double) * part < 9000000000000000000
        then reading.quotient(hundredths::bigint * part::bigint, 100 * whole::bigint)
    else reading.quotient(hundredths::hugeint * part, 100::hugeint * whole)
end
