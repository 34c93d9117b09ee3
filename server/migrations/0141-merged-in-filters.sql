-- A company or a contact that a filter, a saved view or an old link names may have become another
-- one since: whom it is now.
create function customers.company_now(given bigint) returns bigint
  language sql stable parallel safe as $$
  with recursive chain as (
    select c.id, c.merged_into_id from customers.company c where c.id = given
    union all
    select c.id, c.merged_into_id from customers.company c
      join chain on c.id = chain.merged_into_id
  )
  select coalesce((select chain.id from chain where chain.merged_into_id is null), given)
$$;

create function customers.contact_now(given bigint) returns bigint
  language sql stable parallel safe as $$
  with recursive chain as (
    select k.id, k.merged_into_id from customers.contact k where k.id = given
    union all
    select k.id, k.merged_into_id from customers.contact k
      join chain on k.id = chain.merged_into_id
  )
  select coalesce((select chain.id from chain where chain.merged_into_id is null), given)
$$;
