-- A deal that a person had made with an estimate had no share until somebody changed it, and was
-- missing among those that are not paid in full. They are few and found by an index.
update deals.deal set
  paid_percent = case when paid_kopecks >= amount_kopecks then 100
    else greatest(0, paid_kopecks * 100 / amount_kopecks) end,
  shipped_percent = case when shipped_kopecks >= amount_kopecks then 100
    else greatest(0, shipped_kopecks * 100 / amount_kopecks) end
where paid_percent is null and amount_kopecks > 0;
