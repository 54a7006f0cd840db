-- Run once by a superuser on an empty server: the role that owns the schema (used by migrate alone), the role the
-- programs use, and their database. Variables: owner_password, app_password.
CREATE ROLE videoreview_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE videoreview_app LOGIN PASSWORD :'app_password';
CREATE DATABASE videoreview OWNER videoreview_owner;
REVOKE ALL ON DATABASE videoreview FROM PUBLIC;
GRANT CONNECT ON DATABASE videoreview TO videoreview_app;
