-- Their few deals among millions: every total of a list adds up other currencies too.
create index deal_foreign_idx on deals.deal (id) where other_currencies is not null;
