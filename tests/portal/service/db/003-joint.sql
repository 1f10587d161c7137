-- A joint application's tracks and survey, as JSON; absent for an ordinary one.
alter table applications add column joint text;
-- Which part a supplement is of; absent for one of the whole application.
alter table supplements add column part text;
-- Accounts whose arrears were paid, in a scope.
create table paid_accounts (
    scope text not null,
    number text not null,
    primary key (scope, number)
) strict;
