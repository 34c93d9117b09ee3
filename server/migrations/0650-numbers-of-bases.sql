-- Every hello of a known base took a number for a row that it did not write; a smallint has 32,767
-- of them, and after the last no base could say hello any more.
select setval(
  pg_get_serial_sequence('onec.base', 'id'), coalesce(max(id), 1), count(*) > 0) from onec.base;
