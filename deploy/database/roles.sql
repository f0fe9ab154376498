-- Who may do what in one service's database. For psql, as a superuser connected to that database, with the
-- variables service, owner_password and app_password. `nrm up` does the same (nrm/runtime/databases.py).

\set owner :service _owner
\set app :service _app
\set staff :service _staff
\set tenant :service _tenant

-- A transaction of the application takes on one of these two; on its own the application may do nothing.
CREATE ROLE :"staff" NOLOGIN;
CREATE ROLE :"tenant" NOLOGIN;
CREATE ROLE :"owner" LOGIN PASSWORD :'owner_password';
CREATE ROLE :"app" LOGIN NOINHERIT PASSWORD :'app_password';
GRANT :"staff", :"tenant" TO :"app";

ALTER DATABASE :"DBNAME" OWNER TO :"owner";
REVOKE ALL ON DATABASE :"DBNAME" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"DBNAME" TO :"app";
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO :"staff", :"tenant";

-- Only care keeps one bed from being held twice, and only a superuser may add what that takes.
SELECT :'service' = 'care' AS holds_beds \gset
\if :holds_beds
    CREATE EXTENSION btree_gist;
\endif
