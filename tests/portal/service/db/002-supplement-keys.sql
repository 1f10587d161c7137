-- A supplement is sent under a key, as a submission is.
alter table supplements add column idempotency_key text;
alter table supplements add column digest text;
create unique index supplements_by_key on supplements (application, idempotency_key);
